using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Devices;

/// <summary>
/// A channel to which a host offers requests itself instead of queueing them in front of it: what a replay with head-of-line blocking
/// over several channels needs. One host uses either <see cref="IDramDevice.Enqueue"/> or <see cref="TryOffer"/>.
/// </summary>
public interface IDramController : IDramDevice
{
    /// <summary>Organisation and timings.</summary>
    DramStandard Standard { get; }

    /// <summary>Who is told of every served request; null by default, which costs nothing.</summary>
    IRequestObserver? Observer { get; set; }

    /// <summary>
    /// Whether answers are handed out as completions; true by default. A host that hears of its requests as <see cref="Observer"/> saves
    /// them; they do not count as activity then. Set before the first request.
    /// </summary>
    bool KeepsAnswers { get; set; }

    /// <summary>
    /// Runs all cycles before <paramref name="cycle"/> (as <see cref="IDramDevice.Advance"/>), then offers a request in that cycle, ahead of
    /// what the channel does in it. Cycles do not decrease over calls; any number of requests may be offered in one cycle, they keep their
    /// order. False: its buffer is full, nothing changed; a place becomes free by a command, so the next offer is worth while in
    /// max(<paramref name="cycle"/>, <see cref="IDramDevice.NextCycle"/>) + 1 and not before.
    /// A request is one burst (<see cref="DramStandard.RequestBytes"/>): a 64-byte line of a standard with bursts of 32 is two requests.
    /// </summary>
    bool TryOffer(long cycle, long address, int tag, bool isWrite, ref CompletionBuffer completions);
}

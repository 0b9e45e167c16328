namespace ActorSim.Actors.Dram;

/// <summary>A channel whose host does the offering: a request either enters in the cycle of the offer or is refused.</summary>
public interface IOfferedDevice : IDramDevice
{
    /// <summary>Who is told of served requests; null by default, which costs nothing.</summary>
    IRequestObserver? Observer { get; set; }

    /// <summary>
    /// Offers a request in <paramref name="cycle"/>, which must be the last horizon of <see cref="IDramDevice.Advance"/>; the front queue
    /// must be empty. Address and tag as for <see cref="IDramDevice.Enqueue"/>.
    /// </summary>
    /// <returns>False if its buffer is full: nothing changed, offer it again in a later cycle.</returns>
    bool TryOffer(long cycle, long address, int tag, bool isWrite);
}

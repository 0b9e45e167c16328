namespace ActorSim.Bench.Models.Phold;

/// <summary>What a PHOLD run measured.</summary>
/// <param name="Messages">Messages handled.</param>
/// <param name="Seconds">Wall time of the run, without building the model and without creating the actor system.</param>
/// <param name="Activations">Times that an actor was invoked, with one message or more.</param>
/// <param name="Rounds">Rounds; 0 in a sequential run.</param>
/// <param name="Digest">Hash over all handled messages: equal for all synchronizers, workers and partitions.</param>
/// <param name="Synchronizer">The synchronizer that ran it.</param>
public sealed record PholdResult(long Messages, double Seconds, long Activations, long Rounds, ulong Digest, string Synchronizer)
{
    public double MessagesPerSecond => Messages / Seconds;

    public double NanosecondsPerMessage => Seconds * 1e9 / Math.Max(1, Messages);
}

namespace ActorSim.Bench.Models.Phold;

/// <summary>What a PHOLD run measured.</summary>
/// <param name="Events">Events handled.</param>
/// <param name="Seconds">Wall time of the run, without building the model.</param>
/// <param name="Messages">Batches and promises that crossed between actors.</param>
/// <param name="NullMessages">Of these, promises without events.</param>
/// <param name="Rounds">Global rounds (windows, jumps).</param>
/// <param name="Digest">Hash over all handled events: equal for all synchronizers, workers and partitions.</param>
/// <param name="Synchronizer">The synchronizer that ended the run.</param>
public sealed record PholdResult(
    long Events, double Seconds, long Messages, long NullMessages, long Rounds, ulong Digest, string Synchronizer)
{
    public double EventsPerSecond => Events / Seconds;

    public double NanosecondsPerEvent => Seconds * 1e9 / Math.Max(1, Events);

    /// <summary>Null messages per event.</summary>
    public double NullMessageRatio => (double)NullMessages / Math.Max(1, Events);
}

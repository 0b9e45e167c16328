namespace Akka.Dispatch;

internal enum EnqueueResult
{
    Queued,

    /// <summary>The mailbox was idle: whoever got this hands the actor to its executor.</summary>
    MustSchedule,

    Closed,
}

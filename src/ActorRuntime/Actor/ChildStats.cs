using System.Diagnostics;

namespace Akka.Actor;

/// <summary>What a supervisor remembers of a child.</summary>
internal sealed class ChildStats(LocalActorRef child)
{
    private int _restarts;
    private long _windowStart;

    public LocalActorRef Ref { get; } = child;

    /// <summary>Set when the parent itself has stopped it: a restart of the parent waits for these.</summary>
    public bool IsStopping { get; set; }

    public bool RequestRestart(int maxRestarts, int windowMilliseconds)
    {
        if (maxRestarts == 0)
            return false;
        if (windowMilliseconds <= 0)
            return maxRestarts < 0 || ++_restarts <= maxRestarts;
        // A window without a limit permits one restart per window, as in Akka.
        var limit = maxRestarts < 0 ? 1 : maxRestarts;
        var now = Stopwatch.GetTimestamp();
        if (_restarts == 0 || Stopwatch.GetElapsedTime(_windowStart, now).TotalMilliseconds > windowMilliseconds)
        {
            _windowStart = now;
            _restarts = 0;
        }
        return ++_restarts <= limit;
    }
}

using System.Runtime.ExceptionServices;

namespace ActorSim.Kernel;

/// <summary>A logical process threw an exception of the runtime (a defect of the model): says which one, at what event and time.</summary>
public sealed class ProcessFailedException : Exception
{
    private ProcessFailedException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>What the run throws for <paramref name="cause"/>. Exceptions of the model's own types speak to the user and surface unchanged.</summary>
    internal static Exception From(LogicalProcess process, string occasion, Exception cause)
    {
        var ours = cause.GetType().Namespace is not { } space || !(space == "System" || space.StartsWith("System.", StringComparison.Ordinal));
        if (ours)
        {
            // Thrown again below, the exception keeps the trace of where it came from.
            return ExceptionDispatchInfo.SetRemoteStackTrace(cause, cause.StackTrace ?? "");
        }

        return new ProcessFailedException($"'{process.Name}' failed at {occasion}: {cause.GetType().Name}: {cause.Message}", cause);
    }

    internal static Exception From(LogicalProcess process, in SimEvent e, Exception cause) =>
        From(process, $"event kind {e.Kind} at time {e.Time}", cause);
}

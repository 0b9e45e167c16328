using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace ActorSim.Kernel;

/// <summary>A logical process threw an exception of the runtime (a defect of the model): says which one, at what event and time.</summary>
public sealed class ProcessFailedException : Exception
{
    private ProcessFailedException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>Throws what the run throws for <paramref name="cause"/>: exceptions of the model's own types speak to the user and
    /// surface unchanged.</summary>
    [DoesNotReturn]
    internal static void Throw(LogicalProcess process, string occasion, Exception cause)
    {
        var space = cause.GetType().Namespace ?? "";
        var ofTheRuntime = space == "System" || space.StartsWith("System.", StringComparison.Ordinal);
        if (!ofTheRuntime)
        {
            ExceptionDispatchInfo.Throw(cause);
        }

        throw new ProcessFailedException($"'{process.Name}' failed at {occasion}: {cause.GetType().Name}: {cause.Message}", cause);
    }

    [DoesNotReturn]
    internal static void Throw(LogicalProcess process, in SimEvent e, Exception cause) =>
        Throw(process, $"event kind {e.Kind} at time {e.Time}", cause);
}

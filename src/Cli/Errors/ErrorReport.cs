using ActorSim.Actors.Machine;
using ActorSim.Actors.Protocol;
using ActorSim.Cli.Output;
using ActorSim.Dram.Replay;
using ActorSim.Frontend.Compiler.Cost.Tables;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Hocon.Syntax;
using ActorSim.Kernel.Model;
using ActorSim.Noc;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Errors;

/// <summary>Turns a failure into one message and an exit code.</summary>
internal static class ErrorReport
{
    private const string Prefix = "actorsim: error: ";

    public static int Write(TextWriter error, Exception failure, bool verbose)
    {
        var cause = Unwrap(failure);
        var code = CodeOf(cause);
        error.WriteLine(Prefix + SafeText.Message(code == ExitCode.Internal
            ? $"{cause.GetType().Name}: {cause.Message} (a defect of actorsim; --verbose shows where)"
            : TextOf(cause)));
        if (verbose)
        {
            error.WriteLine(failure.ToString());
        }

        return code;
    }

    public static int Write(TextWriter error, string message)
    {
        error.WriteLine(Prefix + SafeText.Message(message));
        return ExitCode.Input;
    }

    /// <summary>The exit code that a failure means.</summary>
    public static int CodeOf(Exception e) => e switch
    {
        TraceException or OnnxException or HoconException or InvalidSystemException or InputException => ExitCode.Input,
        CompileException or CostTableException or DramTraceException or NocException => ExitCode.Input,
        IOException or UnauthorizedAccessException or OutOfMemoryException => ExitCode.Input,
        FrozenException or NocDeadlockException or SimulationFailedException or SynchronizationException => ExitCode.Frozen,
        _ => ExitCode.Internal,
    };

    // The place inside an option's own text says nothing to the user.
    public static string TextOf(Exception e) => e switch
    {
        HoconException { Origin: var origin } when origin.Source.StartsWith("--", StringComparison.Ordinal) =>
            e.Message.Replace(origin.ToString(), origin.Source, StringComparison.Ordinal),
        UnauthorizedAccessException when !e.Message.Contains('\'') => "standard output: " + IoReason.Of(e),
        CompileException compile => OptionHints.TextOf(compile),
        OutOfMemoryException => "the memory of this process is used up; give it more (ulimit -v, the container's limit), or a smaller input",
        FileNotFoundException { FileName: { } file } => $"{file}: {IoReason.Of(e)}",
        _ => e.Message,
    };

    /// <summary>The failure behind those that only carry it.</summary>
    public static Exception Unwrap(Exception e)
    {
        while (CodeOf(e) == ExitCode.Internal && e.InnerException is { } inner)
        {
            if (CodeOf(inner) == ExitCode.Internal && e is not (AggregateException or System.Reflection.TargetInvocationException))
            {
                break;
            }

            e = inner;
        }

        return e;
    }
}

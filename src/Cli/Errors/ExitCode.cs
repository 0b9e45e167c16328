namespace ActorSim.Cli.Errors;

/// <summary>What the process returns.</summary>
public static class ExitCode
{
    public const int Success = 0;

    /// <summary>A defect of ActorSim itself.</summary>
    public const int Internal = 1;

    /// <summary>The command line, a configuration, a trace or another input is wrong.</summary>
    public const int Input = 2;

    /// <summary>The simulation cannot proceed.</summary>
    public const int Frozen = 3;

    /// <summary>Ended by Ctrl-C or a termination signal; statistics are partial (128 + SIGINT, as shells count).</summary>
    public const int Interrupted = 130;
}

/// <summary>The user asked for something that cannot be: the message names the option or file, the value and what to do.</summary>
public sealed class InputException(string message, Exception? inner = null) : Exception(message, inner);

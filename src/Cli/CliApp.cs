using System.CommandLine;
using System.CommandLine.Invocation;
using ActorSim.Cli.Commands;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Output;

namespace ActorSim.Cli;

/// <summary>The whole command-line tool as a function: arguments in, exit code out.</summary>
public static class CliApp
{
    /// <summary>Runs a command. Results go to <paramref name="output"/>, messages to <paramref name="error"/>.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        (output, error) = (new SafeWriter(output), new SafeWriter(error));
        var verbose = Array.IndexOf(args, "--verbose") >= 0;
        if (args.Length > 0 && !args[0].StartsWith('[') && Array.Exists(args, IsEmpty))
        {
            return ErrorReport.Write(error, "an argument is empty; give it a value, or leave it out");
        }

        try
        {
            if (Completions.IsAsked(args))
            {
                return Completions.Write(args, output);
            }

            var parse = CommandCatalog.Root(args).Parse(args);
            if (parse.Action is ParseErrorAction)
            {
                return ErrorReport.Write(error, ParseErrors.Describe(parse));
            }

            if (ParseErrors.MistypedOption(parse) is { } mistyped)
            {
                return ErrorReport.Write(error, mistyped);
            }

            return parse.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception e)
        {
            return ErrorReport.Write(error, e, verbose);
        }
    }

    // Nothing is named by nothing, and no file is. (What begins with a bracket asks for completions.)
    private static bool IsEmpty(string argument) => argument.Length == 0 || (argument[0] == '-' && argument.IndexOf('=', StringComparison.Ordinal) == argument.Length - 1);
}

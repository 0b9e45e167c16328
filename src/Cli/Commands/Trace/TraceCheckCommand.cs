using System.CommandLine;
using ActorSim.Trace;

namespace ActorSim.Cli.Commands.Trace;

/// <summary><c>actorsim trace check</c>: all problems of a trace.</summary>
internal static class TraceCheckCommand
{
    public static Command Create()
    {
        var input = TraceCommand.Input();
        var limit = Options.Long("--limit", TraceValidator.DefaultLimit, "Problems to print at most");
        var command = new Command("check", "Check a trace and print all its problems; exit code 2 if there are any.") { input, limit };
        command.SetAction(parse =>
        {
            var name = parse.GetValue(input)!;
            var most = parse.GetInt(limit);
            if (most < 1)
            {
                throw new InputException($"--limit {most} must be 1 or more");
            }

            return Report(name, TraceValidator.Check(name, most), parse.InvocationConfiguration);
        });
        return command;
    }

    private static int Report(string name, TraceCheck check, InvocationConfiguration io)
    {
        if (check.IsValid)
        {
            io.Output.WriteLine($"{name}: valid, {check.Records} records");
            return ExitCode.Success;
        }

        foreach (var problem in check.Problems)
        {
            io.Output.WriteLine($"{name}: {problem}");
        }

        var rest = check.ReadToEnd ? "" : "; what follows the last one was not read";
        return ErrorReport.Write(io.Error, $"{name}: {check.ProblemCount} problem(s) in {check.Records} records{rest}");
    }
}

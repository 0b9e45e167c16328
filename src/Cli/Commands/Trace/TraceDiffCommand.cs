using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Tools;

namespace ActorSim.Cli.Commands.Trace;

/// <summary><c>actorsim trace diff</c>: two traces, record by record.</summary>
internal static class TraceDiffCommand
{
    // As of diff(1): 0 the same, 1 different, 2 trouble.
    private const int Different = 1;

    public static Command Create()
    {
        var a = TraceCommand.Input("A");
        var b = TraceCommand.Input("B");
        var limit = Options.Long("--limit", 20, "Differences to print at most");
        var command = new Command("diff", "Compare two traces record by record; exit code 1 if they differ.") { a, b, limit };
        command.SetAction(parse =>
        {
            using var first = TraceReader.Open(parse.GetValue(a)!);
            using var second = TraceReader.Open(parse.GetValue(b)!);
            return Report(TraceDiff.Compare(first, second, parse.GetInt(limit)), parse.InvocationConfiguration.Output);
        });
        return command;
    }

    private static int Report(TraceDiff diff, TextWriter output)
    {
        foreach (var difference in diff.First)
        {
            output.WriteLine(difference.ToString());
        }

        output.WriteLine($"{diff.Differences} difference(s); {diff.RecordsCompared} records compared, {diff.RecordsDifferent} differ, "
            + $"{diff.RecordsOnlyInA} only in A, {diff.RecordsOnlyInB} only in B");
        return diff.AreEqual ? ExitCode.Success : Different;
    }
}

using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Oracle.Measured;

/// <summary>A measured row and what the simulator says.</summary>
public sealed record MeasuredResult(MeasuredRow Row, long Cycles)
{
    public const string System = "tpuv3";

    /// <summary>Signed, of the measured cycles.</summary>
    public double Percent => 100.0 * (Cycles - Row.Cycles) / Row.Cycles;

    /// <summary>Compiles and runs the row as a user would.</summary>
    public static MeasuredResult Of(MeasuredRow row)
    {
        using var folder = new CliFolder();
        var command = row.Command();
        var output = folder[command[0] == "model" ? "m.onnx" : "k.pkg"];
        string[] where = command[0] == "model" ? [] : ["--system", System, "--cache", folder["cache"]];
        Run([.. command, .. where, "-o", output]);
        Run(["run", output, "--system", System, "-q", "--json", folder["report.json"]]);
        return new MeasuredResult(row, CliReport.Cycles(folder["report.json"]));
    }

    public static double MeanAbsolutePercent(IReadOnlyCollection<MeasuredResult> results) => results.Average(r => Math.Abs(r.Percent));

    private static void Run(string[] words)
    {
        var run = CliRun.Of(words);
        Assert.True(run.ExitCode == 0, $"actorsim {string.Join(' ', words)}: {run.Error}");
    }
}

using System.Globalization;
using System.Text.Json;
using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Oracle.Machines;

/// <summary>A network on a public machine: cycles, and the share of each unit's most that was used.</summary>
internal sealed record MachineRun(string System, string Network, long Cycles, double Milliseconds, double Arrays, double Vector, double Memory)
{
    public static readonly IReadOnlyList<string> Systems = ["tpuv4i", "tpuv5e", "edge-npu"];

    /// <summary>Networks by name, and how the tool makes them: 16-bit floats, as all three machines compute.</summary>
    public static readonly IReadOnlyList<(string Name, string[] Command)> Networks =
    [
        ("ResNet-50, batch 1", ["model", "new", "resnet50", "--batch", "1", "--dtype", "f16"]),
        ("Llama 3 8B, a layer, 128 tokens", ["model", "new", "llama3-8b-block", "--batch", "1", "--seq", "128", "--dtype", "f16"]),
    ];

    public string Line => string.Create(CultureInfo.InvariantCulture,
        $"| {System} | {Network} | {Cycles} | {Milliseconds:0.000} | {Arrays:0} % | {Vector:0} % | {Memory:0} % |");

    public static MachineRun Of(string system, string network, string[] command)
    {
        using var folder = new CliFolder();
        Run([.. command, "-o", folder["m.onnx"]]);
        Run(["run", folder["m.onnx"], "--system", system, "-q", "--json", folder["report.json"]]);
        var report = CliReport.Read(folder["report.json"]);
        var (cycles, totals) = (report.GetProperty("cycles").GetInt64(), report.GetProperty("totals"));
        var cores = report.GetProperty("cores").EnumerateArray().ToArray();
        var moved = totals.GetProperty("readBytes").GetDouble() + totals.GetProperty("writeBytes").GetDouble();
        var most = report.GetProperty("system").GetProperty("peakBytesPerCycle").GetDouble() * cycles;
        var arrays = cores.SelectMany(c => c.GetProperty("arrays").EnumerateArray()).Average(Utilisation);
        return new MachineRun(system, network, cycles, report.GetProperty("seconds").GetDouble() * 1e3, 100 * arrays,
            100 * cores.Average(c => Utilisation(c.GetProperty("vector"))), 100 * moved / most);
    }

    private static double Utilisation(JsonElement unit) => unit.GetProperty("utilisation").GetDouble();

    private static void Run(string[] words)
    {
        var run = CliRun.Of(words);
        Assert.True(run.ExitCode == 0, $"actorsim {string.Join(' ', words)}: {run.Error}");
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>
/// Generated names, with whatever a name can hold, wherever somebody else's name comes in: what is printed moves no cursor, and a message is a few
/// lines. ACTORSIM_NIGHTLY=1 takes many more.
/// </summary>
public sealed class HostileNameLaws : IDisposable
{
    private static readonly int Rounds = Nightly.IsOn ? 400 : 6;
    private static readonly string[] Pieces =
    [
        "\u001b[2J", "\u0007", "\r", "\u202e", "\u2066", "\u009b31m", "\u0000", "\u007f", "\u2028", "[red]", "[/]", "${a}", "$(b)", "%s", "{0}",
        "'", "\"", "\\", "#", "//", "../", " ", "\t", "\ufffd", "\ufeff", "x", "9", "-", "=", ",", "@", ":", "\u00e9", "\U0001f600",
    ];

    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_in_traces_do_nothing()
    {
        var lines = CliRun.Of("trace", "dump", _folder.SmallTrace()).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            File.WriteAllLines(_folder["t.jsonl"], lines.Select(l => Renamed(l, random)));
            if (Judge("trace", "load", _folder["t.jsonl"], "-o", _folder["t.msgpack"]) != 0)
            {
                continue;
            }

            Judge("trace", "info", _folder["t.msgpack"]);
            Judge("trace", "check", _folder["t.msgpack"], "--system", "toy-8x8");
            Judge("run", _folder["t.msgpack"], "--system", "toy-8x8", "--layers", "--verbose", "--timeline", _folder["t.json"], "--html", _folder["t.html"]);
            Judge("run", _folder["t.msgpack"], "--system", "toy-8x8", "-q", "--log", "all");
        }
    }

    [Fact]
    public void Names_in_texts_do_nothing()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var (name, quoted) = (Name(random), JsonValue.Create(Name(random)).ToJsonString());
            Judge("config", "check", _folder.Text("c.conf", $"actorsim {{ core {{ {quoted} = {quoted} }} }}\n"));
            Judge("config", "check", _folder.Text("c.conf", $"actorsim.core.spad = {quoted}\n"));
            Judge("config", "check", _folder.Text("c.conf", $"include required({quoted})\n"));
            Judge("config", "check", _folder.Text("c.conf", name));
            Judge("compile", _folder.Text("k.mlir", $"module @{quoted} {{ func @{name} }}"), "--no-cache", "-o", _folder["k.kpkg"]);
            Judge("compile", "builtin:matmul", "-D", "M=8,N=8,K=8", "--mapping", _folder.Text("m.json", $"{{{quoted}: {quoted}}}"), "--no-cache", "-o", _folder["k.kpkg"]);
            Judge("compile", "builtin:add", "-D", "shape=8x8", "--cost-table", _folder.Text("c.tsv", name), "--no-cache", "-o", _folder["k.kpkg"]);
            Judge("dram", "replay", _folder.Text("d.trace", name), "--standard", "DDR4-3200");
            Judge("trace", "load", _folder.Text("t.jsonl", $"{{\"kind\":{quoted}}}"), "-o", _folder["t.msgpack"]);
        }
    }

    [Fact]
    public void Names_in_models_do_nothing()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var model = OnnxBytes.Model(17, OnnxBytes.Node(random.Next(2) == 0 ? "Relu" : Name(random), Name(random), "x", "y"),
                OnnxBytes.Input("x", "?"), OnnxBytes.Output("y", "?"), OnnxBytes.Input(Name(random), "4"), OnnxBytes.External(Name(random), [4], Name(random)));
            File.WriteAllBytes(_folder["m.onnx"], model);
            Judge("model", "check", _folder["m.onnx"]);
            Judge("model", "shapes", _folder["m.onnx"]);
            Judge("run", _folder["m.onnx"], "--system", "toy-8x8");
            Judge("exec", _folder["m.onnx"], "-o", _folder["y.npy"]);
        }
    }

    [Fact]
    public void Names_on_the_command_line_do_nothing()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var name = Name(random).Replace("\u0000", "", StringComparison.Ordinal);
            foreach (var arguments in new string[][]
            {
                [name], ["run", name], ["run", "--" + name], ["run", "x", "--set", name], ["run", "x", "--set", "core.spad=" + name], ["run", "x", "-s", name],
                ["run", "--request", name], ["run", "--request", "x@" + name], ["run", "x", "--log", name], ["run", "x", "--timeline", name + "/t"],
                ["run", "x", "--timeline", "t", "--timeline-window", name], ["gen", name], ["gen", "gemm", "--m", name], ["compile", "builtin:" + name],
                ["compile", "builtin:add", "-D", name], ["dram", "replay", "x", "--standard", name], ["model", "new", name], ["sweep", "x", "--vary", name],
            })
            {
                Judge(arguments);
            }
        }
    }

    private static string Renamed(string line, Random random)
    {
        var record = JsonNode.Parse(line)!.AsObject();
        foreach (var key in new[] { "name", "producer", "dtype" }.Where(record.ContainsKey))
        {
            record[key] = Name(random);
        }

        return record.ToJsonString();
    }

    private static string Name(Random random)
    {
        var name = new StringBuilder();
        for (var n = random.Next(30) == 0 ? 20_000 : random.Next(1, 9); n > 0; n--)
        {
            name.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return name.ToString();
    }

    private static int Judge(params string[] arguments)
    {
        var run = CliRun.Of(arguments);
        var what = string.Join(' ', arguments.Select(a => a.Length > 100 ? a[..100] : a));
        Assert.True(run.ExitCode is 0 or 2 or 3, $"{what}: {run.ExitCode}: {run.Error}");
        Assert.DoesNotContain("   at ActorSim", run.Error, StringComparison.Ordinal);
        Assert.True(run.Error.Length <= 40 * 700, $"{what}: a message of {run.Error.Length} characters");
        var unsafeAt = (run.Output + run.Error).AsSpan().IndexOfAnyExcept(Safe);
        Assert.True(unsafeAt < 0, string.Create(CultureInfo.InvariantCulture, $"{what}: prints U+{(int)(run.Output + run.Error)[Math.Max(0, unsafeAt)]:x4}"));
        return run.ExitCode;
    }

    // All but controls and marks that turn the direction of writing.
    private static readonly System.Buffers.SearchValues<char> Safe = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(c => c is '\n' or '\t'
            || !(char.IsControl(c) || c is '\u061c' or '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069')))]);
}

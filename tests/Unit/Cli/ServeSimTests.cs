using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary><c>serve-sim</c> on a decoder of one attention, whose passes are runs.</summary>
public sealed class ServeSimTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>One request at a time: what it takes is what runs of its shapes take, one after the other.</summary>
    [Theory]
    [InlineData("continuous", 40, 1)]
    [InlineData("continuous", 17, 4)]
    [InlineData("static", 33, 3)]
    [InlineData("disaggregated", 9, 5)]
    [InlineData("continuous", 64, 2)]
    public void Steps_cost_what_runs_of_their_shapes_cost(string scheduler, int prompt, int output)
    {
        var report = Serve("--scheduler", scheduler, "--requests", "2", "--arrivals", "every:50ms", "--prompt", $"{prompt}", "--output", $"{output}",
            "--grid", "exact", "--layers", "3");
        var first = 3 * Cycles(prompt, 0);
        var all = first + Enumerable.Range(0, output - 1).Sum(n => 3 * Cycles(1, prompt + n));
        Assert.All(report.GetProperty("served").EnumerateArray(), r =>
        {
            var arrival = r.GetProperty("arrivalCycle").GetInt64();
            Assert.Equal((first, all), (r.GetProperty("firstTokenCycle").GetInt64() - arrival, r.GetProperty("endCycle").GetInt64() - arrival));
        });
        Assert.Equal(0, report.GetProperty("exactness").GetProperty("computeErrorBound").GetDouble());
    }

    [Fact]
    public void Shapes_are_kept_and_found_again()
    {
        string[] options = ["--requests", "6", "--arrivals", "poisson:100rps", "--prompt", "uniform(5,30)", "--output", "3", "--steps", _folder["steps"]];
        var (first, second) = (Serve(options), Serve(options));
        Assert.True(first.GetProperty("exactness").GetProperty("simulated").GetInt32() > 0);
        Assert.Equal(0, second.GetProperty("exactness").GetProperty("simulated").GetInt32());
        Assert.Equal(first.GetProperty("served").GetRawText(), second.GetProperty("served").GetRawText());
    }

    [Theory]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.5000000,20,2\n2023-11-16 18:15:47.0000000,10,1\n")]
    [InlineData("Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,ChatGPT,20,2,22,API\n5.5,ChatGPT,10,1,11,API\n6,GPT-4,9,0,9,API\n")]
    [InlineData("arrival,prompt,output\n0.5,10,1\n0,20,2\n")]
    public void Traces_of_services_are_read(string csv)
    {
        var report = Serve("--arrivals", _folder.Text("traffic.csv", csv));
        var served = report.GetProperty("served").EnumerateArray().ToArray();
        Assert.Equal([(20, 2), (10, 1)], served.Select(r => (r.GetProperty("prompt").GetInt32(), r.GetProperty("output").GetInt32())));
        Assert.Equal(0.5, served[1].GetProperty("arrivalCycle").GetInt64() / 940e6, 6);
    }

    [Theory]
    [InlineData("neither a file nor a model", "nothing.onnx")]
    [InlineData("resnet50 has no cache", "resnet50")]
    [InlineData("--grid '0,4'", "M", "--grid", "0,4")]
    [InlineData("--prompt 'normal(3)': expected N, uniform", "M", "--prompt", "normal(3)")]
    [InlineData("--arrivals 'poison:3rps'", "M", "--arrivals", "poison:3rps")]
    [InlineData("--arrivals none.csv: cannot open", "M", "--arrivals", "none.csv")]
    [InlineData("--max-batch 0 must be from 1", "M", "--max-batch", "0")]
    [InlineData("request 0 takes 100 tokens of cache", "M", "--kv-blocks", "2", "--prompt", "100", "--output", "1")]
    [InlineData("--slo-ttft 'soon'", "M", "--slo-ttft", "soon")]
    [InlineData("only with --scheduler disaggregated", "M", "--kv-transfer", "50")]
    public void Wrong_use_is_one_message(string words, params string[] arguments)
    {
        var run = CliRun.Of(["serve-sim", .. arguments.Select(a => a == "M" ? Decoder() : a)]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_line_of_a_trace_is_named()
    {
        var run = CliRun.Of("serve-sim", Decoder(), "--arrivals", _folder.Text("t.csv", "arrival,prompt,output\n0,3,1\n1,x,1\n"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("t.csv, line 3: 'x' is no number of tokens", run.Error, StringComparison.Ordinal);
    }

    private JsonElement Serve(params string[] options)
    {
        var run = CliRun.Of(["serve-sim", Decoder(), "--json", _folder["serve.json"], .. options]);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(File.ReadAllText(_folder["serve.json"])).RootElement;
    }

    private long Cycles(int tokens, int past)
    {
        var shape = string.Create(CultureInfo.InvariantCulture, $"batch=1,seq={tokens},past={past}");
        var run = CliRun.Of("run", Decoder(), "--shape", shape, "-q", "--json", _folder["run.json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(File.ReadAllText(_folder["run.json"])).RootElement.GetProperty("cycles").GetInt64();
    }

    private string Decoder()
    {
        const int Width = 32;
        var (batch, seq, past) = (Dim.Symbol("batch"), Dim.Symbol("seq"), Dim.Symbol("past"));
        GraphValue Value(string name, params Dim[] shape) => new(name, ValueKind.Tensor, OnnxElementType.Float32, new TensorShape(shape));
        var values = new[]
        {
            Value("x", batch, seq, Width), Value("cache", batch, past, Width), Value("all", batch, past + seq, Width),
            Value("keys", batch, Width, past + seq), Value("scores", batch, seq, past + seq), Value("weights", batch, seq, past + seq),
            Value("y", batch, seq, Width),
        };
        OnnxModelWriter.Write(new ModelGraph
        {
            Name = "decoder",
            Opsets = ImmutableSortedDictionary<string, int>.Empty.Add("", 17),
            Inputs = ["x", "cache"],
            Outputs = ["y", "all"],
            Nodes =
            [
                new GraphNode("join", "Concat", "", 17, ["cache", "x"], ["all"], [NodeAttribute.Int("axis", 1)]),
                new GraphNode("turn", "Transpose", "", 17, ["all"], ["keys"], [NodeAttribute.IntList("perm", [0, 2, 1])]),
                new GraphNode("score", "MatMul", "", 17, ["x", "keys"], ["scores"], []),
                new GraphNode("weigh", "Softmax", "", 17, ["scores"], ["weights"], [NodeAttribute.Int("axis", -1)]),
                new GraphNode("mix", "MatMul", "", 17, ["weights", "all"], ["y"], []),
            ],
            Initializers = ImmutableSortedDictionary<string, GraphTensor>.Empty,
            Values = values.ToImmutableDictionary(v => v.Name, StringComparer.Ordinal),
        }, _folder["decoder.onnx"]);
        return _folder["decoder.onnx"];
    }
}

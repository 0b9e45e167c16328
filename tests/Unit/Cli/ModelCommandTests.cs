using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary><c>actorsim model</c>.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_model_shows_its_shapes_with_the_sizes_that_are_given()
    {
        var model = New("resnet18", "--batch", "images");
        var run = CliRun.Of("model", "shapes", model, "--shape", "images=8");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("[8, 512, 1, 1]", run.Output);
    }

    [Fact]
    public void A_check_prints_the_table_and_names_what_is_not_supported()
    {
        var run = CliRun.Of("model", "check", New("bert-base"));
        Assert.Contains("constant-folded", run.Output);
        Assert.Contains("batch, seq", run.Output);
        Assert.Equal(run.Output.Contains("unsupported", StringComparison.Ordinal) ? 2 : 0, run.ExitCode);
    }

    [Theory]
    [InlineData("model new lenet -o {0}", "no model 'lenet'; there are resnet18")]
    [InlineData("model new vgg16 --seq 8 -o {0}", "vgg16 has no sequence; leave it out")]
    [InlineData("model new gpt2 --past 8 -o {0}", "only with --phase decode")]
    [InlineData("model new gpt2 --batch 0 -o {0}", "--batch 0 must be from 1")]
    [InlineData("model new gpt2 --batch a-b -o {0}", "--batch 'a-b' is neither a number nor a name")]
    [InlineData("model check {0}", "no such file")]
    [InlineData("model check {0} --shape batch", "--shape 'batch' is not NAME=N")]
    public void Wrong_input_is_refused_with_exit_code_2(string command, string message)
    {
        var run = CliRun.Of(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, _folder["none.onnx"]).Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public void A_damaged_model_is_refused_by_name()
    {
        var model = New("vgg16");
        File.WriteAllBytes(model, File.ReadAllBytes(model)[..1000]);
        var run = CliRun.Of("model", "check", model);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{model}: not an ONNX model, or damaged or truncated", run.Error);
    }

    private string New(string name, params string[] options)
    {
        var path = _folder[$"{name}.onnx"];
        Assert.Equal(0, CliRun.Of(["model", "new", name, .. options, "-o", path]).ExitCode);
        return path;
    }
}

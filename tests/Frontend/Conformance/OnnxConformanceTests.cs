using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Compiler.Operators.Coverage;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Models.Conformance;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using Xunit;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>The ONNX backend suites through import, lowering and the functional interpreter.</summary>
public sealed class OnnxConformanceTests
{
    [OnnxSuitesFact]
    public void What_is_compiled_gives_the_expected_outputs()
    {
        var failed = SuiteResults.All.Where(r => r.Outcome == ConformanceOutcome.Failed).Select(r => $"{r.Case}: {r.Reason}");
        Assert.Empty(failed);
    }

    [OnnxSuitesFact]
    public void As_many_cases_pass_as_before()
    {
        Assert.True(SuiteResults.Count("node", ConformanceOutcome.Passed) >= 853);
        Assert.Equal(0, SuiteResults.Count("pytorch-converted", ConformanceOutcome.Unsupported));
        Assert.Equal(0, SuiteResults.Count("pytorch-operator", ConformanceOutcome.Unsupported));
        Assert.True(SuiteResults.Count("simple", ConformanceOutcome.Passed) >= 7);
    }

    [OnnxSuitesFact]
    public void What_the_check_accepts_becomes_kernels()
    {
        foreach (var test in OnnxSuites.Cases())
        {
            var graph = OnnxModelReader.Read(test.ModelPath);
            if (IsAccepted(graph)) Assert.NotNull(ModelCompiler.Compile(graph, test.ModelPath, MachineFacts.Toy8));
        }
    }

    [OnnxSuitesFact]
    public void Every_refusal_says_why() =>
        Assert.All(SuiteResults.All.Where(r => r.Outcome == ConformanceOutcome.Unsupported), r =>
        {
            Assert.NotEmpty(r.Reason);
            Assert.DoesNotContain("no kernel", r.Reason, StringComparison.Ordinal);
        });

    [OnnxSuitesFact]
    public void The_committed_table_is_what_the_suites_give() =>
        Assert.Contains(SuiteResults.Section(), File.ReadAllText(SuiteResults.Document), StringComparison.Ordinal);

    [RegenerateSuitesFact]
    public void Write_the_suites() =>
        File.WriteAllText(SuiteResults.Document, SuiteResults.Replaced(File.ReadAllText(SuiteResults.Document)));

    private static bool IsAccepted(ModelGraph graph)
    {
        try
        {
            return ModelCheck.Of(ModelImport.Finish(graph, "test"), OperatorLowerings.Catalog()).IsSupported;
        }
        catch (OnnxException)
        {
            return false;
        }
    }
}

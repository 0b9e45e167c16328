using System.Collections.Immutable;
using ActorSim.Frontend.Models.Conformance;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Frontend.Onnx.Shapes;
using Xunit;
using Xunit.Abstractions;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>Our shapes against those of the ONNX backend suites: what the models declare, and what the expected outputs have.</summary>
public sealed class SuiteShapeTests(ITestOutputHelper output)
{
    [OnnxSuitesFact]
    public void Inferred_shapes_are_those_of_the_expected_outputs() => Compare((_, graph) => graph, 1040);

    [OnnxSuitesFact]
    public void Shapes_and_values_that_follow_from_small_inputs_are_exact_once_these_are_given() => Compare(WithSmallInputs, 1155);

    private void Compare(Func<ConformanceCase, ModelGraph, ModelGraph> prepare, int least)
    {
        var problems = new List<string>();
        int cases = 0, tensors = 0, exact = 0, values = 0;
        foreach (var test in OnnxSuites.Cases())
        {
            cases++;
            var graph = ShapeInference.Infer(prepare(test, Bare(OnnxModelReader.Read(test.ModelPath))), test.ModelPath);
            foreach (var (name, tensor) in Expected(test, graph))
            {
                tensors++;
                var (value, shape, element) = (graph.Value(name), tensor.SymbolicShape, tensor.Element);
                values += value.Known is { IsConstant: true } ? 1 : 0;
                exact += value.Shape is { IsConstant: true } ? 1 : 0;
                if (value.Shape is not { IsConstant: true })
                {
                    output.WriteLine($"open: {test}: {value} for {shape}");
                }

                if (value.Element != element || (value.Shape is { } s && !Fits(s, shape)) || !HasValues(value.Known, tensor))
                {
                    problems.Add($"{test}: {value} for {element}{shape}");
                }
            }
        }

        output.WriteLine($"{cases} cases, {tensors} outputs, {exact} inferred exactly, {values} with their values");
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.True(exact >= least, $"{exact} shapes are known exactly, {least} before");
    }

    // The suites keep bfloat16 as the bits of unsigned numbers.
    private static GraphTensor Meant(GraphTensor tensor, GraphValue declared) =>
        declared.Element == OnnxElementType.BFloat16 ? tensor.Reinterpreted(declared.Element) : tensor;

    private static ModelGraph WithSmallInputs(ConformanceCase test, ModelGraph graph)
    {
        var given = graph.Inputs.Select((name, i) => (Name: name, File: test.DataSets[0].Inputs.ElementAtOrDefault(i)))
            .Where(p => p.File is not null && graph.Value(p.Name) is { Kind: ValueKind.Tensor, Element: not OnnxElementType.String })
            .Select(p => Meant(OnnxTensorReader.Read(p.File!) with { Name = p.Name }, graph.Value(p.Name)))
            .Where(t => t.Count <= 64);
        return InputConstants.Bind(graph, given.ToArray());
    }

    // Without the declarations of outputs: only inputs are given.
    private static ModelGraph Bare(ModelGraph graph) => graph with
    {
        Values = graph.Values.Where(v => graph.Inputs.Contains(v.Key) || graph.Initializers.ContainsKey(v.Key)).ToImmutableDictionary(),
    };

    private static bool HasValues(KnownTensor? known, GraphTensor expected)
    {
        // The suites cut bfloat16 off; we round: one step apart.
        var relative = expected.Element == OnnxElementType.BFloat16 ? 1.0 / 128 : 1e-3;
        return known?.ConstantReals() is not { } values || values.Zip(expected.ToDoubles())
            .All(v => v.First.Equals(v.Second) || Math.Abs(v.First - v.Second) <= 1e-6 + (relative * Math.Abs(v.Second)));
    }

    private static IEnumerable<(string Name, GraphTensor Tensor)> Expected(ConformanceCase test, ModelGraph graph)
    {
        for (var i = 0; i < graph.Outputs.Length; i++)
        {
            if (graph.Value(graph.Outputs[i]).Kind == ValueKind.Tensor)
            {
                yield return (graph.Outputs[i], Meant(OnnxTensorReader.Read(test.DataSets[0].Outputs[i]), graph.Value(graph.Outputs[i])));
            }
        }
    }

    private static bool Fits(TensorShape inferred, TensorShape actual) =>
        inferred.Rank == actual.Rank && inferred.Dims.Zip(actual.Dims).All(d => !d.First.IsConstant || d.First == d.Second);
}

using System.Collections.Immutable;
using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Onnx;
using ActorSim.Frontend.Onnx.Conformance;
using ActorSim.Frontend.Onnx.Shapes;
using Xunit;
using Xunit.Abstractions;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>Our shapes against those of the ONNX backend suites: what the models declare, and what the expected outputs have.</summary>
public sealed class SuiteShapeTests(ITestOutputHelper output)
{
    [OnnxSuitesFact]
    public void Inferred_shapes_are_those_of_the_expected_outputs()
    {
        var problems = new List<string>();
        int cases = 0, tensors = 0, exact = 0;
        foreach (var test in OnnxSuites.Cases())
        {
            cases++;
            try
            {
                var graph = ShapeInference.Infer(Bare(OnnxModelReader.Read(test.ModelPath)), test.ModelPath);
                foreach (var (name, shape, element) in Expected(test, graph))
                {
                    tensors++;
                    var value = graph.Value(name);
                    if (value.Element != element || (value.Shape is { } s && !Fits(s, shape)))
                    {
                        problems.Add($"{test}: {value} for {element}{shape}");
                    }
                    else if (value.Shape is { IsConstant: true })
                    {
                        exact++;
                    }
                    else
                    {
                        output.WriteLine($"open: {test}: {value} for {shape}");
                    }
                }
            }
            catch (Exception e)
            {
                problems.Add($"{test}: {e.GetType().Name} {e.Message}");
            }
        }

        output.WriteLine($"{cases} cases, {tensors} outputs, {exact} inferred exactly");
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    // Without the declarations of outputs: only inputs are given.
    private static ModelGraph Bare(ModelGraph graph) => graph with
    {
        Values = graph.Values.Where(v => graph.Inputs.Contains(v.Key) || graph.Initializers.ContainsKey(v.Key)).ToImmutableDictionary(),
    };

    private static IEnumerable<(string Name, TensorShape Shape, ElementType Element)> Expected(ConformanceCase test, ModelGraph graph)
    {
        for (var i = 0; i < graph.Outputs.Length; i++)
        {
            if (graph.Value(graph.Outputs[i]).Kind == ValueKind.Tensor)
            {
                var tensor = OnnxTensorReader.Read(test.DataSets[0].Outputs[i]);
                yield return (graph.Outputs[i], tensor.SymbolicShape, tensor.Element);
            }
        }
    }

    private static bool Fits(TensorShape inferred, TensorShape actual) =>
        inferred.Rank == actual.Rank && inferred.Dims.Zip(actual.Dims).All(d => !d.First.IsConstant || d.First == d.Second);
}

using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Reading;

/// <summary>
/// Inputs that are given while compiling: shapes, axes, scales and the like that a model takes as inputs. Sizes that follow from them are
/// then known.
/// </summary>
public static class InputConstants
{
    /// <summary>The graph with some inputs turned into initializers; names that are no inputs are refused.</summary>
    public static ModelGraph Bind(ModelGraph graph, IEnumerable<GraphTensor> tensors)
    {
        var inputs = graph.Inputs.ToBuilder();
        var initializers = graph.Initializers.ToBuilder();
        var values = graph.Values.ToBuilder();
        foreach (var tensor in tensors)
        {
            if (!inputs.Remove(tensor.Name))
            {
                throw new ArgumentException($"'{tensor.Name}' is no input; the model has {string.Join(", ", graph.Inputs)}",
                    nameof(tensors));
            }

            initializers[tensor.Name] = tensor;
            values[tensor.Name] = new GraphValue(tensor.Name, ValueKind.Tensor, tensor.Element, tensor.SymbolicShape,
                KnownValues.Of(tensor));
        }

        return graph with { Inputs = inputs.ToImmutable(), Initializers = initializers.ToImmutable(), Values = values.ToImmutable() };
    }
}

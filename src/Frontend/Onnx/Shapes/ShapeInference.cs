using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Types and shapes of all values of a graph, from its inputs on, with symbols; values of shape computations on the way.</summary>
public static class ShapeInference
{
    /// <summary>The graph with everything inferred. Throws <see cref="OnnxException"/> with all nodes that do not fit.</summary>
    /// <param name="graph">As read.</param>
    /// <param name="file">Stands for the model in messages.</param>
    /// <param name="bindings">Values of symbols, 0 or more; symbols that are not named stay.</param>
    /// <param name="options">The bound of a tensor's size and of the number of problems.</param>
    public static ModelGraph Infer(
        ModelGraph graph, string file, IReadOnlyDictionary<string, long>? bindings = null, OnnxReadOptions? options = null)
    {
        options ??= OnnxReadOptions.Default;
        var problems = new OnnxProblems(file, options.MostProblems);
        ModelSizes.Check(graph, bindings, problems);
        var run = new InferenceRun(graph, ModelSizes.Dims(bindings), problems, options.MostTensorBytes);
        foreach (var node in graph.Nodes)
        {
            run.Visit(node);
        }

        problems.ThrowIfAny();
        return graph with { Values = run.Values() };
    }
}

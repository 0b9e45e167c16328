using ActorSim.Frontend.Onnx.Expansion;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Frontend.Onnx.Shapes;

namespace ActorSim.Frontend.Models;

/// <summary>Reading, expansion with shape inference, and constant folding in one step.</summary>
public static class ModelImport
{
    /// <summary>A model ready for the compiler. Throws <see cref="OnnxException"/> with everything that is wrong.</summary>
    /// <param name="path">A .onnx file.</param>
    /// <param name="bindings">Values of symbols; symbols that are not named stay.</param>
    /// <param name="options">Bounds of what is read.</param>
    public static ModelGraph Load(string path, IReadOnlyDictionary<string, long>? bindings = null, OnnxReadOptions? options = null) =>
        Finish(OnnxModelReader.Read(path, options), path, bindings, options);

    /// <summary>The same for a graph that is in memory; <paramref name="name"/> stands for the file in messages.</summary>
    public static ModelGraph Finish(
        ModelGraph graph, string name, IReadOnlyDictionary<string, long>? bindings = null, OnnxReadOptions? options = null) =>
        ConstantFolding.Fold(GraphExpansion.Run(graph, name, bindings, options, new ConstantEvaluation()));
}

using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>A change of a graph that keeps the values of its outputs. Works on graphs with inferred shapes and folded constants.</summary>
public interface IGraphPass
{
    /// <summary>Short, for messages and tables.</summary>
    string Name { get; }

    ModelGraph Run(ModelGraph graph);
}

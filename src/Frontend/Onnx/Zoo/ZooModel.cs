using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>A model of the zoo.</summary>
/// <param name="Name">As the user types it.</param>
/// <param name="Summary">One line: what it is, in which style it is exported.</param>
/// <param name="HasSequence">True if the sequence length means something.</param>
/// <param name="HasPhases">True if there is a step with a cache.</param>
/// <param name="Build">Makes the graph.</param>
public sealed record ZooModel(string Name, string Summary, bool HasSequence, bool HasPhases, Func<ZooOptions, ModelGraph> Build);

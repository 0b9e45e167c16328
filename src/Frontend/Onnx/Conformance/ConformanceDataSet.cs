using System.Collections.Immutable;

namespace ActorSim.Frontend.Onnx.Conformance;

/// <summary>Files of one run of a model, each in the order of the graph's inputs (those without initializers first come first) and outputs.</summary>
public sealed record ConformanceDataSet(ImmutableArray<string> Inputs, ImmutableArray<string> Outputs);

using System.Collections.Immutable;

namespace ActorSim.Frontend.Models.Conformance;

/// <summary>Files of one run of a model, in the order of the graph's inputs that have no initializer, and of its outputs.</summary>
public sealed record ConformanceDataSet(ImmutableArray<string> Inputs, ImmutableArray<string> Outputs);

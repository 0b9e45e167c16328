using System.Collections.Immutable;

namespace ActorSim.Frontend.Models.Conformance;

/// <summary>One case of a suite: a model, and data sets of inputs with expected outputs.</summary>
/// <param name="Suite">Folder of the suite, for example node.</param>
/// <param name="Name">Folder of the case, for example test_add.</param>
/// <param name="ModelPath">Its model.onnx.</param>
/// <param name="DataSets">In the order of their numbers; one or more.</param>
public sealed record ConformanceCase(string Suite, string Name, string ModelPath, ImmutableArray<ConformanceDataSet> DataSets)
{
    /// <summary>Tolerances of the suites' own runner: |expected - got| is at most Absolute + Relative * |expected|.</summary>
    public const double Relative = 1e-3;

    public const double Absolute = 1e-7;

    public override string ToString() => $"{Suite}/{Name}";
}

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

/// <summary>Files of one run of a model, in the order of the graph's inputs that have no initializer, and of its outputs.</summary>
public sealed record ConformanceDataSet(ImmutableArray<string> Inputs, ImmutableArray<string> Outputs);

/// <summary>One case and how it went. <paramref name="Reason"/>: why it was refused, or where it differs; empty if it passed.</summary>
public sealed record ConformanceResult(ConformanceCase Case, ConformanceOutcome Outcome, string Reason);

/// <summary>How a case went.</summary>
public enum ConformanceOutcome
{
    /// <summary>All outputs of all data sets are within the suite's tolerances.</summary>
    Passed,

    /// <summary>Compiled, but an output differs or the program could not be executed.</summary>
    Failed,

    /// <summary>Refused by the importer or the compiler, with a reason.</summary>
    Unsupported,
}

namespace ActorSim.Frontend.Models.Conformance;

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

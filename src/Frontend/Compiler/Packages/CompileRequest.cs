using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Cost.Tables;
using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>What to compile, and for what.</summary>
/// <param name="Source">builtin:NAME, or the file name of IR text.</param>
/// <param name="Definitions">Values of the builtin's parameters; for IR text values of its sizes.</param>
/// <param name="Machine">Facts that are baked in.</param>
/// <param name="Options">Choices that are baked in.</param>
public sealed record CompileRequest(
    string Source, ImmutableArray<KeyValuePair<string, string>> Definitions, MachineFacts Machine, CompileOptions Options)
{
    public const string BuiltinPrefix = "builtin:";

    /// <summary>Contents of the file of IR text; null for a builtin.</summary>
    public string? Text { get; init; }

    /// <summary>Measured costs instead of the models'.</summary>
    public CostTable? CostTable { get; init; }

    /// <summary>How the tile is chosen by trial, for the key: number of candidates, machine and sizes; empty: it is not.</summary>
    public string Autotune { get; init; } = "";

    /// <summary>Called with number, name and module after every pass.</summary>
    public Action<int, string, Module>? Dump { get; init; }

    public bool IsBuiltin => Source.StartsWith(BuiltinPrefix, StringComparison.Ordinal);

    public string BuiltinName => Source[BuiltinPrefix.Length..];
}

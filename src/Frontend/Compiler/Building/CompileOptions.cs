namespace ActorSim.Frontend.Compiler.Building;

/// <summary>Choices of one compile that the kernel's definition leaves open.</summary>
public sealed record CompileOptions
{
    /// <summary>Which tile candidate of the sorted list to take, 0 = the heuristic's; autotuning tries several.</summary>
    public int TileCandidate { get; init; }

    /// <summary>Work-items that share one output tile, each with a part of K; 1 = no split.</summary>
    public int SplitK { get; init; } = 1;

    /// <summary>Whether operand tiles are loaded in subtiles, so that computing starts before the whole tile has arrived.</summary>
    public bool Subtiles { get; init; } = true;

    /// <summary>Tile sizes given from outside for "M_N_K" (3 numbers: tile; 6: tile and subtile); see the mapping file.</summary>
    public IReadOnlyDictionary<string, long[]> Mapping { get; init; } = new Dictionary<string, long[]>();
}

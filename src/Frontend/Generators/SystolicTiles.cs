using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Generators;

/// <summary>Cost-table entries of preloads and matmuls by length, declared when first needed: ragged edges get their own.</summary>
internal sealed class SystolicTiles(KernelScope scope, SystolicCost cost, string prefix)
{
    private readonly Dictionary<long, int> _preloads = [];
    private readonly Dictionary<long, int> _matmuls = [];

    /// <summary>Tile id of a preload of this reduction length.</summary>
    public int Preload(long reduction)
    {
        if (_preloads.TryGetValue(reduction, out int id))
            return id;
        (long cycles, long overlap) = cost.Preload(reduction);
        return _preloads[reduction] = scope.Tile($"{prefix}.preload{reduction}", ComputeUnit.Preload, cycles, overlap);
    }

    /// <summary>Tile id of a matmul of this many input rows.</summary>
    public int Matmul(long rows)
    {
        if (_matmuls.TryGetValue(rows, out int id))
            return id;
        (long cycles, long overlap) = cost.Matmul(rows);
        return _matmuls[rows] = scope.Tile($"{prefix}.matmul{rows}", ComputeUnit.Matmul, cycles, overlap);
    }
}

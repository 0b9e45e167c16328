using ActorSim.Frontend.Compiler.Cost.Operations;

namespace ActorSim.Frontend.Compiler.Cost;

/// <summary>A systolic array of multiply-accumulate cells.</summary>
public sealed record SystolicSpec
{
    /// <summary>Rows of cells, 1..4096. TPUv3: 128 (Jouppi et al., CACM 63(7), 2020).</summary>
    public int Rows { get; init; } = 128;

    /// <summary>Columns of cells, 1..4096. TPUv3: 128 (same source).</summary>
    public int Columns { get; init; } = 128;

    public Dataflow Dataflow { get; init; } = Dataflow.WeightStationary;

    /// <summary>
    /// A second register per cell for the stationary operand (output-stationary: for results on their way out), so that filling or draining
    /// runs beside the neighbouring fold. TPUs have it (Jouppi et al., ISCA 2017: weights are double-buffered).
    /// </summary>
    public bool DoubleBuffered { get; init; } = true;

    /// <summary>Occupancy of preloads in the cost table; without double buffering they are always charged in full.</summary>
    public PreloadCharge PreloadCharge { get; init; } = PreloadCharge.Hidden;

    /// <summary>What is wrong, each with name, value and range.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        CostCheck.Range(problems, nameof(Rows), Rows, 1, 4096);
        CostCheck.Range(problems, nameof(Columns), Columns, 1, 4096);
        if (!Enum.IsDefined(Dataflow))
            problems.Add($"Dataflow {(int)Dataflow}: must be one of {string.Join(", ", Enum.GetNames<Dataflow>())}");
        if (!Enum.IsDefined(PreloadCharge))
            problems.Add($"PreloadCharge {(int)PreloadCharge}: must be one of {string.Join(", ", Enum.GetNames<PreloadCharge>())}");
        return problems;
    }
}

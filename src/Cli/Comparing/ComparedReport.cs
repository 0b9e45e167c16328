namespace ActorSim.Cli.Comparing;

/// <summary>What a comparison takes from a run's JSON report.</summary>
/// <param name="Label">How tables call it.</param>
/// <param name="System">Name of its system.</param>
/// <param name="Cycles">Core cycles of the run.</param>
/// <param name="CoreHz">Core cycles per second, above 0: systems are compared in time, as their clocks differ.</param>
/// <param name="Bytes">Read and written.</param>
/// <param name="DramJoules">Energy of all DRAM channels; null if their standard states no currents.</param>
/// <param name="Layers">In the report's order.</param>
internal sealed record ComparedReport(
    string Label, string System, long Cycles, double CoreHz, long Bytes, double? DramJoules, IReadOnlyList<ComparedLayer> Layers)
{
    public double Seconds => Cycles / CoreHz;

    /// <summary>Bytes per simulated second.</summary>
    public double BytesPerSecond => Cycles == 0 ? 0 : Bytes / Seconds;

    /// <summary>Core cycles after the end of the last layer, and of runs without layers all of them.</summary>
    public long RestCycles => Cycles - Layers.Sum(l => l.AddedCycles);
}

/// <summary>A layer of one report.</summary>
/// <param name="Trace">Place of its trace in the run, from 0.</param>
/// <param name="Name">Of the graph's node or the kernel.</param>
/// <param name="AddedCycles">Core cycles by which it made the run longer; over all layers the end of the last.</param>
/// <param name="BoundBy">What held it up.</param>
internal sealed record ComparedLayer(int Trace, string Name, long AddedCycles, string BoundBy);

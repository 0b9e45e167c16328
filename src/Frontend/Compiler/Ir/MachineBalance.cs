namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>What of a machine says how large its tiles should be.</summary>
/// <param name="Cores">Cores that share the work, 1 or more.</param>
/// <param name="Arrays">Systolic arrays of a core, 1 or more.</param>
/// <param name="BytesPerCycle">Most bytes that come and go between memory and all cores in a core cycle, above 0.</param>
/// <param name="LatencyCycles">Core cycles from a request to its data on an idle machine, 0 or more.</param>
public sealed record MachineBalance(int Cores, int Arrays, double BytesPerCycle, int LatencyCycles)
{
    /// <summary>A core's share of the memory, bytes in a core cycle.</summary>
    public double BytesPerCoreCycle => BytesPerCycle / Cores;
}

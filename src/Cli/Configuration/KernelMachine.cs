using ActorSim.Actors.Machine;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Configuration;

/// <summary>What kernels are compiled for: the keys of "core" that the compiler needs.</summary>
internal static class KernelMachine
{
    private const string Framework = "framework";

    /// <summary>Values of compiler.lowering.</summary>
    public static readonly string[] Lowerings = ["fused", Framework];

    private const int MaxLanes = 4096;
    private const int MaxVectorBits = 65536;
    private const int MaxRowElements = 65536;

    // About what a request takes in a DRAM channel that is not busy.
    private const long MemoryCycles = 64;

    /// <exception cref="HoconException">A value is out of its range.</exception>
    public static MachineFacts Read(HoconObject c)
    {
        var lanes = c.GetInt("core.lanes");
        if (lanes is < 1 or > MaxLanes) throw Wrong(c, "core.lanes", $"= {lanes} must be from 1 to {MaxLanes}");
        var bits = c.GetInt("core.vector-bits");
        if (bits is < 64 or > MaxVectorBits || bits % 64 != 0)
            throw Wrong(c, "core.vector-bits", $"= {bits} must be a multiple of 64 from 64 to {MaxVectorBits}");
        var machine = MachineConfiguration.Read(c);
        var spad = machine.Core.SpadBytes;
        if (spad < lanes) throw Wrong(c, "core.spad", $"= {spad} bytes are less than one for each of {lanes} lanes (core.lanes)");
        var row = c.GetInt("core.row-elements");
        if (row is < 1 or > MaxRowElements) throw Wrong(c, "core.row-elements", $"= {row} must be from 1 to {MaxRowElements}");
        return new MachineFacts(lanes, spad / lanes, bits)
        {
            RowElements = row,
            Balance = Balance(machine),
            Lowering = c.GetName("compiler.lowering", Lowerings) == Framework ? Lowering.Framework : Lowering.Fused,
        };
    }

    // Tiles are for the cores of one tenant: with partitions the smallest.
    private static MachineBalance Balance(MachineSpec spec)
    {
        var cores = spec.Scheduler.Partitions.Select(p => p.Count).DefaultIfEmpty(spec.Cores).Min();
        var memory = MemoryCycles * spec.CoreHz / Math.Max(spec.DramHz, 1);
        var network = 2L * spec.Noc.LatencyCycles * spec.CoreHz / Math.Max(spec.NocHz, 1);
        return new MachineBalance(Math.Max(cores, 1), spec.Core.Arrays, Math.Max(MachinePeaks.BytesPerCycle(spec), 1), (int)Math.Min(network + memory, int.MaxValue));
    }

    private static HoconException Wrong(HoconObject c, string key, string problem) => new(c.Get(key).Origin, $"{key} {problem}");
}

using ActorSim.Frontend.Ir;
using ActorSim.Hocon;

namespace ActorSim.Cli.Configuration;

/// <summary>What kernels are compiled for: the keys of "core" that the compiler needs.</summary>
internal static class KernelMachine
{
    private const int MaxLanes = 4096;
    private const int MaxVectorBits = 65536;
    private const int MaxRowElements = 65536;

    /// <exception cref="HoconException">A value is out of its range.</exception>
    public static MachineFacts Read(HoconObject c)
    {
        var lanes = c.GetInt("core.lanes");
        if (lanes is < 1 or > MaxLanes) throw Wrong(c, "core.lanes", $"= {lanes} must be from 1 to {MaxLanes}");
        var bits = c.GetInt("core.vector-bits");
        if (bits is < 64 or > MaxVectorBits || bits % 64 != 0)
            throw Wrong(c, "core.vector-bits", $"= {bits} must be a multiple of 64 from 64 to {MaxVectorBits}");
        var spad = c.GetByteSize("core.spad");
        if (spad < lanes) throw Wrong(c, "core.spad", $"= {spad} bytes are less than one for each of {lanes} lanes (core.lanes)");
        var row = c.GetInt("core.row-elements");
        if (row is < 1 or > MaxRowElements) throw Wrong(c, "core.row-elements", $"= {row} must be from 1 to {MaxRowElements}");
        return new MachineFacts(lanes, spad / lanes, bits) { RowElements = row };
    }

    private static HoconException Wrong(HoconObject c, string key, string problem) => new(c.Get(key).Origin, $"{key} {problem}");
}

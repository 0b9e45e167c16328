using ActorSim.Actors.Machine;
using ActorSim.Cli.Output;
using ActorSim.Hocon.Syntax;

namespace ActorSim.Cli.Configuration;

/// <summary>What a system can do, in the figures that people compare; and what of it is probably not meant.</summary>
internal sealed class SystemFacts(SystemConfiguration system)
{
    private readonly MachineSpec _machine = system.Machine;
    private readonly OperationPeaks _operations = OperationPeaks.Of(KernelMachine.Read(system.Tree));

    /// <summary>Name and value, to be read in this order.</summary>
    public IEnumerable<(string Name, string Value)> Lines()
    {
        var core = _machine.Core;
        yield return ("clocks", $"cores {Frequency.Format(_machine.CoreHz)}, network {Frequency.Format(_machine.NocHz)}, memory {Frequency.Format(_machine.DramHz)}");
        yield return ("cores", $"{Text.Count(_machine.Cores)}, each with {core.Arrays} array(s) and {Text.Bytes(core.SpadBytes)} of scratchpad");
        yield return ("peak compute", $"{Text.Short(_operations.Arrays(_machine))}OPS in arrays, {Text.Short(_operations.Vectors(_machine))}OPS in vector units (32 bits)");
        yield return ("peak bandwidth", $"{Text.Rate(Peak)}: memory {Rate(MachinePeaks.MemoryRate(_machine))}, network {Text.Rate(MachinePeaks.NetworkRate(_machine))}, "
            + $"DMA engines {Text.Rate(MachinePeaks.EngineRate(_machine))}");
        yield return ("balance", $"{Text.Number(_operations.Arrays(_machine) / Peak)} operations per byte");
        yield return ("memory", $"{Text.Count(_machine.Dram.Channels)} {_machine.Dram.Model} channel(s), capacity "
            + (_machine.Dram.CapacityBytes is { } capacity ? Text.Bytes(capacity) : "not limited"));
    }

    /// <summary>What the reader should look at, each with what to do.</summary>
    public IEnumerable<string> Warnings()
    {
        if (MachinePeaks.MemoryRate(_machine) is { } memory && MachinePeaks.NetworkRate(_machine) < memory)
        {
            var least = (long)Math.Ceiling(memory / _machine.Dram.Channels / _machine.Dma.RequestBytes);
            yield return $"noc.clock = {Frequency.Format(_machine.NocHz)} ({Place("noc.clock")}) carries {Text.Rate(MachinePeaks.NetworkRate(_machine))}, less than the "
                + $"memory's {Text.Rate(memory)}: the network is the bottleneck; set noc.clock to {Frequency.Format(least)} or more if it is not meant to be";
        }
        else if (_machine.NocHz < _machine.CoreHz && Source("noc.clock") != Source("core.clock"))
        {
            yield return $"noc.clock = {Frequency.Format(_machine.NocHz)} ({Place("noc.clock")}) stays behind core.clock = {Frequency.Format(_machine.CoreHz)} "
                + $"({Place("core.clock")}); set noc.clock as well if the network runs with the cores";
        }
    }

    private double Peak => MachinePeaks.BytesPerCycle(_machine) * _machine.CoreHz;

    private static string Rate(double? bytesPerSecond) => bytesPerSecond is { } rate ? Text.Rate(rate) : "without limit";

    private HoconOrigin Origin(string key) => system.Tree.Get(key).Origin;

    private string Source(string key) => Origin(key).Source;

    private string Place(string key) => Origin(key) is var origin && origin.Source.StartsWith("--", StringComparison.Ordinal)
        ? origin.Source : $"{origin.Source}:{origin.Line}";
}

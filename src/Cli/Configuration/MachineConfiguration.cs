using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Scheduler;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Configuration;

/// <summary>Reads a machine from its configuration, key by key; ranges are the machine's own rules.</summary>
internal static class MachineConfiguration
{
    public static MachineSpec Read(HoconObject c) => new()
    {
        Name = c.GetString("machine.name"),
        Cores = c.GetInt("machine.cores"),
        CoreHz = Hz(c, "core.clock"),
        NocHz = Hz(c, "noc.clock"),
        DramHz = Hz(c, "dram.clock"),
        Core = new CoreSpec(c.GetInt("core.arrays"), c.GetInt("core.weight-buffer-depth"), c.GetByteSize("core.spad")),
        Dma = new DmaSpec(c.GetInt("dma.injection-ports"), RequestBytes(c)),
        Noc = new CrossbarSpec(c.GetInt("noc.latency"), CrossbarCatalog.KindOf(c.GetName("noc.crossbar", CrossbarCatalog.Names))),
        Network = NetworkConfiguration.Read(c, c.GetInt("machine.cores"), c.GetInt("dram.channels")),
        Dram = DramConfiguration.Read(c),
        Scheduler = new SchedulerSpec(
            c.GetName("scheduler.policy", DispatchCatalog.Names), c.GetInt("scheduler.block-size"), Partitions(c)),
    };

    private static long Hz(HoconObject c, string path) => Frequency.Read(c.Get(path), path);

    private static int RequestBytes(HoconObject c)
    {
        const string Key = "dma.request-bytes";
        var bytes = c.GetByteSize(Key);
        return bytes <= int.MaxValue
            ? (int)bytes
            : throw new HoconException(c.Get(Key).Origin, $"{Key} = {bytes} bytes must be from 8 to 4096 bytes");
    }

    private static IReadOnlyList<IReadOnlyList<int>> Partitions(HoconObject c)
    {
        const string Key = "scheduler.partitions";
        return HoconRead.List(c.Get(Key), Key, (value, path) => HoconRead.List(value, path, HoconRead.Int));
    }
}

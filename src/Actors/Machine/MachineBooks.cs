using ActorSim.Actors.Core;
using ActorSim.Actors.Network;
using ActorSim.Dram.Devices;
using ActorSim.Kernel.Stats;

namespace ActorSim.Actors.Machine;

/// <summary>
/// What the units of a machine counted in a complete run, and the laws that tie it: each cycle of a core is an issue or a stall, no unit is busy
/// longer than the run, what was handed out retired, every request was answered once and served by exactly one channel.
/// </summary>
public static class MachineBooks
{
    /// <summary>The books after a run of <paramref name="cycles"/> core cycles.</summary>
    public static StatReport Of(MachineUnits machine, long cycles)
    {
        var report = new StatReport();
        foreach (var core in machine.Cores)
        {
            OfCore(report, core, cycles);
        }

        OfScheduler(report, machine);
        OfMemory(report, machine, cycles);
        return report;
    }

    private static void OfCore(StatReport report, MachineCore core, long cycles)
    {
        var stats = core.Core.Stats;
        var section = report.Section(core.Core.Name);
        var total = section.Add<Units.Cycles>("cycles", cycles, "Core cycles of the run.");
        Stat<Units.Cycles>[] parts =
        [
            section.Add<Units.Cycles>("issue", stats.IssueCycles, "Cycles in which an instruction was issued."),
            .. Enum.GetValues<StallCause>().Select(cause =>
                section.Add<Units.Cycles>($"stall {cause}", stats.StallCycles(cause), "Cycles without an issue, for this cause.")),
        ];
        section.Conserve(total, parts);
        foreach (var unit in (OperationUnit[])[.. core.Arrays, core.VectorUnit, core.CrossLaneUnit])
        {
            OfUnit(report.Section(unit.Name), unit.Stats, cycles);
        }

        OfDma(report.Section(core.Dma.Name), core);
    }

    private static void OfUnit(StatSection section, ComputeUnitStats stats, long cycles) => section.Bound(
        section.Add<Units.Cycles>("cycles", cycles, "Core cycles of the run."),
        section.Add<Units.Cycles>("busy", stats.BusyCycles, "Sum of cost - overlap of its operations."),
        section.Add<Units.Cycles>("bubble", stats.BubbleCycles, "Overlap that nothing overlapped."));

    private static void OfDma(StatSection section, MachineCore core)
    {
        var stats = core.Dma.Stats;
        section.Conserve(
            section.Add<Units.Count>("answers", stats.Responses, "Answers taken, acknowledgements of stores included."),
            section.Add<Units.Count>("read requests", stats.ReadRequests, "Requests of loads."),
            section.Add<Units.Count>("write requests", stats.WriteRequests, "Requests of stores."));
    }

    private static void OfScheduler(StatReport report, MachineUnits machine)
    {
        var section = report.Section(machine.Scheduler.Name);
        var handedOut = section.Add<Units.Count>("handed out", machine.Scheduler.Stats.WorkItemsHandedOut, "Work-items given to cores.");
        section.Conserve(handedOut, section.Add<Units.Count>("retired", machine.Scheduler.Stats.WorkItemsRetired, "Work-items that cores said to have retired."));
        section.Conserve(handedOut, section.Add<Units.Count>("executed", machine.Cores.Sum(c => c.Core.Stats.WorkItems), "Work-items that cores retired."));
    }

    private static void OfMemory(StatReport report, MachineUnits machine, long cycles)
    {
        var section = report.Section("memory");
        var channels = machine.Channels.Select(c => c.Stats).ToArray();
        section.Conserve(
            section.Add<Units.Count>("read requests", machine.Cores.Sum(c => c.Dma.Stats.ReadRequests), "Of all DMA engines."),
            section.Add<Units.Count>("reads", channels.Sum(c => c.Reads), "RD commands of all channels; of the fixed memory, reads."),
            section.Add<Units.Count>("forwarded reads", channels.Sum(c => c.ForwardedReads), "Answered from a buffered write."));
        section.Conserve(
            section.Add<Units.Count>("write requests", machine.Cores.Sum(c => c.Dma.Stats.WriteRequests), "Of all DMA engines."),
            section.Add<Units.Count>("writes", channels.Sum(c => c.Writes), "WR commands of all channels; of the fixed memory, writes."),
            section.Add<Units.Count>("coalesced writes", channels.Sum(c => c.CoalescedWrites), "Absorbed by a buffered write."));
        foreach (var network in machine.Networks)
        {
            OfNetwork(report.Section(network.Name), machine, network.Stats);
        }

        var end = machine.CoreClock.At(cycles);
        foreach (var channel in machine.Channels)
        {
            if (channel.Device is IDramController controller)
            {
                OfChannel(report.Section(channel.Name), channel.Stats, channel.CyclesTo(end) * controller.Standard.PseudoChannels);
            }
        }
    }

    private static void OfNetwork(StatSection section, MachineUnits machine, NetworkStats stats)
    {
        var offered = section.Add<Units.Count>("offered", stats.Offered, "Packets that came to the queue of their node.");
        section.Conserve(offered, section.Add<Units.Count>("delivered", stats.Delivered, "Packets whose tail arrived."));
        section.Conserve(
            offered,
            section.Add<Units.Count>("read requests", machine.Cores.Sum(c => c.Dma.Stats.ReadRequests), "Of all DMA engines."),
            section.Add<Units.Count>("write requests", machine.Cores.Sum(c => c.Dma.Stats.WriteRequests), "Of all DMA engines."));
    }

    private static void OfChannel(StatSection section, DramChannelStats stats, long busCycles)
    {
        var commands = section.Add<Units.Count>("column commands", stats.Reads + stats.Writes, "RD and WR.");
        section.Conserve(
            commands,
            section.Add<Units.Count>("row hits", stats.RowHits, "Requests whose first command was RD or WR."),
            section.Add<Units.Count>("row misses", stats.RowMisses, "Requests whose first command was ACT."),
            section.Add<Units.Count>("row conflicts", stats.RowConflicts, "Requests whose first command was PRE."));
        section.Bound(
            section.Add<Units.Cycles>("data bus", busCycles, "Memory cycles of the run, of all pseudo-channels."),
            section.Add<Units.Cycles>("data", stats.BusyDataCycles, "Cycles in which the data bus was occupied."));
    }
}

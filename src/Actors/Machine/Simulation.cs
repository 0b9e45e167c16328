using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using ActorSim.Kernel.Stats;

namespace ActorSim.Actors.Machine;

/// <summary>Runs a machine to its end and closes its books.</summary>
public static class Simulation
{
    /// <exception cref="FrozenException">Work remains, nothing is in flight and nothing can issue.</exception>
    /// <exception cref="ConservationException">What the units counted contradicts itself: a defect of the model.</exception>
    /// <exception cref="SimulationFailedException">A unit failed or stopped, or the protocol could not proceed.</exception>
    public static SimulationResult Run(MachineUnits machine, ISynchronizer synchronizer, CancellationToken cancel = default)
    {
        RunSummary summary;
        try
        {
            summary = synchronizer.Run(machine.Topology, cancel);
        }
        catch (Exception e) when (e is UnitFailedException or UnitStoppedException or SynchronizationException or UnknownMessageException)
        {
            throw new SimulationFailedException(CloseBooks(machine, SummaryOf(machine)), e);
        }

        if (!summary.Cancelled)
        {
            RefuseFrozen(machine, summary);
        }

        var result = CloseBooks(machine, summary);
        if (!result.IsPartial)
        {
            MachineBooks.Of(machine, result.Cycles).Verify();
        }

        return result;
    }

    private static SimulationResult CloseBooks(MachineUnits machine, RunSummary summary)
    {
        var digest = new InstructionDigest();
        long cycles = 1;
        foreach (var core in machine.Cores)
        {
            digest.Add(core.Core.Digest);
            cycles = Math.Max(cycles, core.Core.EndCycle);
        }

        if (summary.Cancelled)
        {
            cycles = Math.Max(cycles, machine.CoreClock.LastAtOrBefore(summary.EndTime));
        }

        foreach (var core in machine.Cores)
        {
            core.Core.Close(cycles);
        }

        foreach (var channel in machine.Channels)
        {
            channel.Close(machine.CoreClock.At(cycles));
        }

        return new SimulationResult(cycles, digest.ToString(), summary, summary.Cancelled);
    }

    // Of a run that failed: as of one that was ended from outside.
    private static RunSummary SummaryOf(MachineUnits machine)
    {
        var end = SimTime.Zero;
        long messages = 0;
        foreach (var unit in machine.Topology.Units)
        {
            end = SimTime.Max(end, unit.Now);
            messages += unit.MessagesHandled;
        }

        return new RunSummary(messages, 0, end, Cancelled: true);
    }

    private static void RefuseFrozen(MachineUnits machine, RunSummary summary)
    {
        var waits = machine.Topology.Units.Select(p => p.DescribeWait()).OfType<string>().ToArray();
        if (waits.Length > 0)
        {
            var cycle = machine.CoreClock.LastAtOrBefore(summary.EndTime);
            throw new FrozenException($"frozen in cycle {cycle}: work remains, nothing is in flight and nothing can issue. {string.Join(' ', waits)}");
        }
    }
}

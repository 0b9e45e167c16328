using System.Text.Json;
using ActorSim.Dram.Energy;

namespace ActorSim.Cli.Reports;

/// <summary>The command and row statistics of a channel.</summary>
internal static class DramFields
{
    /// <summary>How the requests of a tensor or kernel were served.</summary>
    public static void WriteService(Utf8JsonWriter json, OwnerTotals totals, RunReport run)
    {
        var s = totals.Service;
        json.WriteNumber("rowHits", s.RowHits);
        json.WriteNumber("rowMisses", s.RowMisses);
        json.WriteNumber("rowConflicts", s.RowConflicts);
        json.WriteNumber("forwardedReads", s.ForwardedReads);
        json.WriteNumber("coalescedWrites", s.CoalescedWrites);
        json.WriteNumber("activates", s.Activates);
        json.WriteNumber("waitCycles", s.WaitCycles);
        json.WriteNumber("meanWaitCycles", totals.MeanWait);
        if (run.CommandJoules(s) is { } joules)
        {
            json.WriteNumber("commandJoules", joules);
        }
        else
        {
            json.WriteNull("commandJoules");
        }
    }

    /// <summary>Where the currents behind all energies are from; null: there is no energy data.</summary>
    public static void WriteEnergySource(Utf8JsonWriter json, RunReport run) => json.WriteString("energySource", run.Energy?.Source);

    /// <summary>Energy by cause; null without data, as 0 would look like a figure.</summary>
    public static void WriteEnergy(Utf8JsonWriter json, EnergyBreakdown? energy)
    {
        if (energy is not { } joules)
        {
            json.WriteNull("energyJoules");
            return;
        }

        json.WriteStartObject("energyJoules");
        json.WriteNumber("total", joules.Total);
        json.WriteNumber("background", joules.Background);
        json.WriteNumber("activate", joules.Activate);
        json.WriteNumber("read", joules.Read);
        json.WriteNumber("write", joules.Write);
        json.WriteNumber("refresh", joules.Refresh);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, DramRow row)
    {
        var s = row.Stats;
        json.WriteNumber("rowHits", s.RowHits);
        json.WriteNumber("rowMisses", s.RowMisses);
        json.WriteNumber("rowConflicts", s.RowConflicts);
        json.WriteNumber("activates", s.Activates);
        json.WriteNumber("precharges", s.Precharges);
        json.WriteNumber("prechargeAlls", s.PrechargeAlls);
        json.WriteNumber("refreshes", s.Refreshes);
        json.WriteNumber("forwardedReads", s.ForwardedReads);
        json.WriteNumber("coalescedWrites", s.CoalescedWrites);
        json.WriteNumber("busyDataCycles", s.BusyDataCycles);
        json.WriteNumber("queueOccupancyCycles", s.QueueOccupancyCycles);
        json.WriteNumber("frontQueueCycles", s.FrontQueueCycles);
        json.WriteNumber("meanReadLatencyCycles", row.MeanReadLatency);
        json.WriteNumber("maxReadLatencyCycles", s.ReadLatencyMaxCycles);
    }
}

using System.Text.Json;

namespace ActorSim.Cli.Reports;

/// <summary>The command and row statistics of a channel.</summary>
internal static class DramFields
{
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

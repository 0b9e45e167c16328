using System.Text.Json;
using ActorSim.Cli.Output;

namespace ActorSim.Cli.Reports;

/// <summary>A layer's members in the JSON report and in the page.</summary>
internal static class LayerJson
{
    public static void Write(Utf8JsonWriter json, LayerRow layer)
    {
        json.WriteString("trace", layer.Kernel.Trace);
        json.WriteNumber("kernel", layer.Kernel.Id);
        json.WriteString("name", layer.Name);
        json.WriteNumber("startCycle", layer.Times.Start);
        json.WriteNumber("endCycle", layer.Times.End);
        json.WriteNumber("spanCycles", layer.SpanCycles);
        json.WriteNumber("addedCycles", layer.AddedCycles);
        json.WriteNumber("arrayBusyCycles", layer.Times.ArrayBusy);
        json.WriteNumber("vectorBusyCycles", layer.Times.VectorBusy);
        json.WriteNumber("crossLaneBusyCycles", layer.Times.CrossLaneBusy);
        json.WriteNumber("arrayUtilisation", layer.ArrayUtilisation);
        json.WriteNumber("vectorUtilisation", layer.VectorUtilisation);
        json.WriteNumber("dramBytes", layer.Bytes);
        json.WriteNumber("dramShareOfPeak", layer.BandwidthShare);
        json.WriteString("boundBy", layer.BoundBy);
        if (layer.Intensity is { } intensity) json.WriteNumber("intensityCyclesPerByte", intensity);
        else json.WriteNull("intensityCyclesPerByte");
        json.WriteNumber("attained", layer.Attained);
        json.WriteNumber("roof", layer.Roof);
        json.WriteNumber("operations", layer.Operations);
        if (layer.OperationsPerByte is { } perByte) json.WriteNumber("operationsPerByte", perByte);
        else json.WriteNull("operationsPerByte");
        json.WriteNumber("operationsPerSecond", layer.OperationsPerSecond);
        json.WriteStartObject("stallCycles");
        foreach (var cause in StallCauses.All) json.WriteNumber(StallCauses.JsonName(cause), layer.Times.Stall(cause));
        json.WriteEndObject();
    }

    /// <summary>Unit and definition of every number.</summary>
    public static (string Path, string Unit, string Definition)[] Definitions(string path)
    {
        const string Core = "core cycles";
        return
        [
            (path + ".kernel", "index", "Kernel id in its trace"),
            (path + ".startCycle", Core, "Its first work-item came to a core"),
            (path + ".endCycle", Core, "Its last work-item retired"),
            (path + ".spanCycles", Core, "endCycle - startCycle; layers overlap, so their spans add up to more than the run"),
            (path + ".addedCycles", Core, "By how much it ended after all layers that started before it; over all layers the end of the last"),
            (path + ".arrayBusyCycles", Core, "Sum of cost - overlap of its operations on systolic arrays"),
            (path + ".vectorBusyCycles", Core, "Sum of cost - overlap of its operations on vector units"),
            (path + ".crossLaneBusyCycles", Core, "Sum of cost - overlap of its operations on cross-lane units"),
            (path + ".arrayUtilisation", "0 to 1", "arrayBusyCycles / (spanCycles x arrays of the machine)"),
            (path + ".vectorUtilisation", "0 to 1", "vectorBusyCycles / (spanCycles x cores)"),
            (path + ".dramBytes", "bytes", "Read and written by its transfers, whole requests"),
            (path + ".dramShareOfPeak", "0 to 1", "dramBytes / (spanCycles x system.peakBytesPerCycle)"),
            (path + ".intensityCyclesPerByte", "core cycles/byte", "attained x spanCycles / dramBytes; null if nothing is moved"),
            (path + ".attained", "0 to 1", "Largest utilisation of arrays, vector units and cross-lane units"),
            (path + ".roof", "0 to 1", "min(1, intensityCyclesPerByte x system.peakBytesPerCycle): what memory allows"),
            (path + ".operations", "operations", "What the arrays (2 x lanes x lanes a cycle) and vector units (lanes x vector bits / 32) it held could do meanwhile"),
            (path + ".operationsPerByte", "operations/byte", "operations / dramBytes; null if nothing is moved"),
            (path + ".operationsPerSecond", "operations/s", "operations / spanCycles at the core clock"),
            .. StallCauses.All.Select(c => ($"{path}.stallCycles.{StallCauses.JsonName(c)}", Core,
                "As cores[].stallCycles, while the oldest work-item of the core was of this layer; idle: before it came")),
        ];
    }
}

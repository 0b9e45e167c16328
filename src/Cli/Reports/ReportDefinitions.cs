using System.Text.Json;

namespace ActorSim.Cli.Reports;

/// <summary>Unit and definition of every number of the JSON report. A test holds both together.</summary>
internal static class ReportDefinitions
{
    private const string Core = "core cycles";
    private const string Dram = "DRAM cycles";

    /// <summary>Path (members by name, [] for any element), unit, definition.</summary>
    public static IReadOnlyList<(string Path, string Unit, string Definition)> All { get; } =
    [
        ("cycles", Core, "Until all work-items had finished and all stores were acknowledged; of a partial run, until it was stopped"),
        ("seconds", "s", "cycles / system.coreHz: simulated time"),
        ("system.cores", "cores", "Cores of the machine"),
        ("system.coreHz", "Hz", "Clock of the cores, their units and DMA engines"),
        ("system.nocHz", "Hz", "Clock of the crossbar"),
        ("system.dramHz", "Hz", "Command clock of the memory"),
        ("system.arraysPerCore", "arrays", "Systolic arrays per core"),
        ("system.weightBufferDepth", "slots", "Weight slots per array"),
        ("system.spadBytesPerCore", "bytes", "Scratchpad capacity per core"),
        ("system.injectionPorts", "requests/cycle", "Requests a DMA engine injects per core cycle"),
        ("system.requestBytes", "bytes", "Bytes of one memory request"),
        ("system.nocLatencyCycles", "crossbar cycles", "From push to earliest delivery, each way"),
        ("system.dramChannels", "channels", "DRAM channels"),
        ("system.peakBytesPerCycle", "bytes/core cycle", "The least of what memory, crossbar and DMA engines can move"),
        ("traces[].arrivalCycle", Core, "Cycle from which the trace's work may be dispatched"),
        ("traces[].memoryHighWaterBytes", "bytes", "From the first to the end of the last tensor of a model, dead ones' places reused; models only"),
        ("traces[].memoryFixedBytes", "bytes", "Of these, inputs, weights and outputs"),
        ("traces[].memoryWithoutReuseBytes", "bytes", "What the model's tensors would take one after the other"),
        ("traces[].partition", "index", "Partition given on the command line; null: where the trace says"),
        .. TenantFields.Definitions,
        ("totals.workItems", "work-items", "Retired by all cores"),
        ("totals.instructions", "instructions", "Executed by all cores, those that take no issue cycle included"),
        .. Traffic("totals", "of all cores"),
        ("cores[].index", "index", "Core"),
        .. UnitFields.Definitions(UnitFields.Core, "cores[]"),
        ("cores[].stallCycles.idle", Core, "No issue: the core held no work-item"),
        ("cores[].stallCycles.memory", Core, "No issue: nothing was ready and transfers were under way"),
        ("cores[].stallCycles.compute", Core, "No issue: nothing was ready and only computes were under way"),
        ("cores[].stallCycles.scratchpad", Core, "No issue: a ready instruction needed scratchpad space"),
        ("cores[].stallCycles.weightSlot", Core, "No issue: a ready preload needed a weight slot"),
        .. UnitFields.Definitions(UnitFields.Scratchpad, "cores[]"),
        .. Unit("cores[].arrays[]", "array"),
        .. Unit("cores[].vector", "vector unit"),
        .. Unit("cores[].crossLane", "cross-lane unit"),
        .. UnitFields.Definitions(UnitFields.Dma, "cores[].dma"),
        .. Traffic("cores[].dma", "of the core's DMA engine"),
        ("dram.channels[].index", "index", "Channel"),
        .. Traffic("dram.channels[]", "of the channel"),
        ("dram.channels[].rowHits", "requests", "Requests whose row was open"),
        ("dram.channels[].rowMisses", "requests", "Requests whose bank was closed"),
        ("dram.channels[].rowConflicts", "requests", "Requests in whose bank another row was open"),
        ("dram.channels[].activates", "commands", "ACT"),
        ("dram.channels[].precharges", "commands", "PRE of a single bank"),
        ("dram.channels[].prechargeAlls", "commands", "PREab, before a refresh"),
        ("dram.channels[].refreshes", "commands", "REFab, those of idle times included"),
        ("dram.channels[].forwardedReads", "requests", "Reads answered from the write buffer"),
        ("dram.channels[].coalescedWrites", "requests", "Writes absorbed by a buffered write of the same address"),
        ("dram.channels[].busyDataCycles", Dram, "Occupied data bus, summed over pseudo-channels"),
        ("dram.channels[].queueOccupancyCycles", "requests x DRAM cycles", "Integral of the requests in the read and write buffers"),
        ("dram.channels[].frontQueueCycles", "requests x DRAM cycles", "Integral of the requests waiting in front of the controller"),
        ("dram.channels[].meanReadLatencyCycles", Dram, "Mean from acceptance by the controller to the end of the data burst"),
        ("dram.channels[].maxReadLatencyCycles", Dram, "Largest of these"),
        .. Energy("dram.channels[].energyJoules"),
        ("tensors[].id", "index", "Tensor id in its trace"),
        ("tensors[].loads", "descriptors", "Loads of the tensor"),
        ("tensors[].stores", "descriptors", "Stores to the tensor"),
        ("tensors[].readBytes", "bytes", "Requests of its loads x system.requestBytes"),
        ("tensors[].writeBytes", "bytes", "Requests of its stores x system.requestBytes"),
        .. Service("tensors[]"),
        ("kernels[].id", "index", "Kernel id in its trace"),
        ("kernels[].workItems", "work-items", "Retired"),
        ("kernels[].lastRetireCycle", Core, "When the last of them retired"),
        ("kernels[].loads", "descriptors", "Loads of its work-items"),
        ("kernels[].stores", "descriptors", "Stores of its work-items"),
        ("kernels[].readBytes", "bytes", "Requests of its loads x system.requestBytes"),
        ("kernels[].writeBytes", "bytes", "Requests of its stores x system.requestBytes"),
        .. Service("kernels[]"),
        .. LayerJson.Definitions("layers[]"),
        ("scheduler.workItemsHandedOut", "work-items", "Handed to cores"),
        ("scheduler.workItemsRetired", "work-items", "Reported back by cores"),
        ("simulation.workers", "threads", "Threads asked for"),
        ("simulation.messages", "messages", "Timed messages that the units' actors handled; depends on the synchronizer"),
        ("simulation.activations", "activations", "Times that an actor was invoked with one or more of them"),
        ("simulation.rounds", "rounds", "Times at which all units stood still and a bound let them go on; 0 when sequential"),
        ("simulation.cyclesPerRound", "core cycles", "Cycles of the run / rounds; 0 when sequential"),
        ("simulation.wallSeconds", "s", "Wall time of the simulation without start-up; differs from run to run"),
        ("simulation.requestsPerWallSecond", "requests/s", "Memory requests per second of wall time; differs from run to run"),
    ];

    public static void Write(Utf8JsonWriter json, bool hasNetworks)
    {
        json.WriteStartObject("definitions");
        foreach (var (path, unit, definition) in hasNetworks ? [.. All, .. NetworkRow.Definitions] : All)
        {
            json.WriteStartObject(path);
            json.WriteString("unit", unit);
            json.WriteString("definition", definition);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static (string Path, string Unit, string Definition)[] Traffic(string path, string whose) =>
    [
        (path + ".readRequests", "requests", "Memory requests of loads " + whose),
        (path + ".writeRequests", "requests", "Memory requests of stores " + whose),
        (path + ".readBytes", "bytes", "readRequests x system.requestBytes"),
        (path + ".writeBytes", "bytes", "writeRequests x system.requestBytes"),
        (path + ".readBytesPerSecond", "bytes/s", "readBytes / seconds"),
        (path + ".writeBytesPerSecond", "bytes/s", "writeBytes / seconds"),
    ];

    private static (string Path, string Unit, string Definition)[] Service(string path) =>
    [
        (path + ".rowHits", "requests", "Its requests whose row was open"),
        (path + ".rowMisses", "requests", "Its requests whose bank was closed"),
        (path + ".rowConflicts", "requests", "Its requests in whose bank another row was open"),
        (path + ".forwardedReads", "requests", "Its reads answered from the write buffer"),
        (path + ".coalescedWrites", "requests", "Its writes absorbed by a buffered write of the same address"),
        (path + ".activates", "commands", "ACT issued for its requests"),
        (path + ".waitCycles", "requests x DRAM cycles", "From joining the channel's queue to the RD or WR, summed over its requests"),
        (path + ".meanWaitCycles", Dram, "waitCycles over its requests"),
        (path + ".commandJoules", "J", "Energy of its ACT, RD and WR commands beyond standby; null: no data"),
    ];

    private static (string Path, string Unit, string Definition)[] Energy(string path) =>
    [
        (path + ".total", "J", "Sum of the others"),
        (path + ".background", "J", "Standby, with and without open rows"),
        (path + ".activate", "J", "ACT and the PRE that follow, beyond standby"),
        (path + ".read", "J", "RD beyond standby"),
        (path + ".write", "J", "WR beyond standby"),
        (path + ".refresh", "J", "Refreshes beyond standby"),
    ];

    private static (string Path, string Unit, string Definition)[] Unit(string path, string name) =>
    [
        .. UnitFields.Definitions(UnitFields.ComputeUnit, path, name),
        (path + ".utilisation", "0 to 1", "busyCycles / cycles"),
    ];
}

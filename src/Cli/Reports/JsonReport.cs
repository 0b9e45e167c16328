using System.Text.Json;
using ActorSim.Actors.Core;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Noc;
using ActorSim.Cli.Output;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Reports;

/// <summary>Writes a run as JSON; docs/report.md describes the schema. Everything but "simulation" is the same in every run.</summary>
internal sealed class JsonReport
{
    /// <summary>Name and version of the schema: the version rises when a member changes its meaning or goes.</summary>
    public const string Schema = "actorsim.report/1";

    private readonly Utf8JsonWriter _json;
    private readonly RunReport _run;

    private JsonReport(Utf8JsonWriter json, RunReport run)
    {
        _json = json;
        _run = run;
    }

    /// <summary>Writes to a file that appears when it is complete.</summary>
    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    public static void Write(string path, RunReport run)
    {
        using var file = new OutputFile(path);
        using (var json = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true }))
        {
            new JsonReport(json, run).Write();
        }

        file.Commit();
    }

    private void Write()
    {
        _json.WriteStartObject();
        _json.WriteString("schema", Schema);
        _json.WriteNumber("cycles", _run.Cycles);
        _json.WriteString("digest", _run.Result.Digest);
        _json.WriteBoolean("partial", _run.Result.IsPartial);
        _json.WriteNumber("seconds", _run.Seconds);
        WriteSystem();
        WriteTraces();
        Array("tenants", _run.Source.Tenants, tenant => TenantFields.Write(_json, tenant, _run));
        WriteTotals();
        Array("cores", _run.Machine.Cores, WriteCore);
        if (HasNetworks)
        {
            Array("networks", _run.Machine.Networks, network => new NetworkRow(network, _run).Write(_json));
        }

        WriteDram();
        Array("tensors", TensorRow.Of(_run), WriteTensor);
        WriteKernels();
        Array("layers", LayerRow.Of(_run), layer => LayerJson.Write(_json, layer));
        WriteScheduler();
        WriteSimulation();
        ReportDefinitions.Write(_json, HasNetworks);
        _json.WriteEndObject();
    }

    private bool HasNetworks => _run.Machine.Networks.Count > 0;

    private void WriteSystem()
    {
        var spec = _run.Spec;
        _json.WriteStartObject("system");
        _json.WriteString("name", spec.Name);
        _json.WriteNumber("cores", spec.Cores);
        _json.WriteNumber("coreHz", spec.CoreHz);
        _json.WriteNumber("nocHz", spec.NocHz);
        _json.WriteNumber("dramHz", spec.DramHz);
        _json.WriteNumber("arraysPerCore", spec.Core.Arrays);
        _json.WriteNumber("weightBufferDepth", spec.Core.WeightBufferDepth);
        _json.WriteNumber("spadBytesPerCore", spec.Core.SpadBytes);
        _json.WriteNumber("injectionPorts", spec.Dma.InjectionPorts);
        _json.WriteNumber("requestBytes", spec.Dma.RequestBytes);
        _json.WriteString("noc", spec.Network?.Topology.Name ?? "crossbar");
        _json.WriteNumber("nocLatencyCycles", spec.Noc.LatencyCycles);
        _json.WriteString("crossbar", CrossbarCatalog.NameOf(spec.Noc.Kind));
        _json.WriteNumber("dramChannels", spec.Dram.Channels);
        _json.WriteNumber("peakBytesPerCycle", _run.PeakBytesPerCycle());
        _json.WriteString("dramModel", spec.Dram.Model);
        _json.WriteString("channelMap", ChannelMapCatalog.Effective(spec.Dram.ChannelMap, spec.Dram.Channels));
        _json.WriteString("dispatch", spec.Scheduler.Policy);
        _json.WriteEndObject();
    }

    private void WriteTraces() => Array("traces", _run.Requests, request =>
    {
        _json.WriteString("name", request.Name);
        _json.WriteNumber("arrivalCycle", request.ArrivalCycle);
        if (request.Partition is { } partition)
        {
            _json.WriteNumber("partition", partition);
        }
        else
        {
            _json.WriteNull("partition");
        }

        if (_run.Models.TryGetValue(request, out var model) && model.Memory is { } memory)
        {
            _json.WriteNumber("memoryHighWaterBytes", memory.HighWaterBytes);
            _json.WriteNumber("memoryFixedBytes", memory.FixedBytes);
            _json.WriteNumber("memoryWithoutReuseBytes", memory.SumBytes);
        }
    });

    private void WriteTotals()
    {
        _json.WriteStartObject("totals");
        _json.WriteNumber("workItems", _run.Machine.Cores.Sum(c => c.Core.Stats.WorkItems));
        _json.WriteNumber("instructions", _run.Machine.Cores.Sum(c => c.Core.Stats.Instructions));
        Traffic(_run.ReadRequests, _run.WriteRequests);
        _json.WriteEndObject();
    }

    private void WriteCore(MachineCore core)
    {
        var stats = core.Core.Stats;
        _json.WriteNumber("index", core.Core.Core);
        UnitFields.Write(_json, UnitFields.Core, stats, _run);
        _json.WriteStartObject("stallCycles");
        foreach (var cause in StallCauses.All)
        {
            _json.WriteNumber(StallCauses.JsonName(cause), stats.StallCycles(cause));
        }

        _json.WriteEndObject();
        UnitFields.Write(_json, UnitFields.Scratchpad, stats, _run);
        Array("arrays", core.Arrays, array => Unit(array.Stats));
        _json.WriteStartObject("vector");
        Unit(core.VectorUnit.Stats);
        _json.WriteEndObject();
        _json.WriteStartObject("crossLane");
        Unit(core.CrossLaneUnit.Stats);
        _json.WriteEndObject();
        _json.WriteStartObject("dma");
        var dma = core.Dma.Stats;
        UnitFields.Write(_json, UnitFields.Dma, dma, _run);
        Traffic(dma.ReadRequests, dma.WriteRequests);
        _json.WriteEndObject();
    }

    private void Unit(ComputeUnitStats stats)
    {
        UnitFields.Write(_json, UnitFields.ComputeUnit, stats, _run);
        _json.WriteNumber("utilisation", _run.Share(stats.BusyCycles));
    }

    private void Traffic(long reads, long writes)
    {
        _json.WriteNumber("readRequests", reads);
        _json.WriteNumber("writeRequests", writes);
        _json.WriteNumber("readBytes", _run.Bytes(reads));
        _json.WriteNumber("writeBytes", _run.Bytes(writes));
        _json.WriteNumber("readBytesPerSecond", _run.Bandwidth(reads));
        _json.WriteNumber("writeBytesPerSecond", _run.Bandwidth(writes));
    }

    private void WriteDram()
    {
        var index = 0;
        _json.WriteStartObject("dram");
        DramFields.WriteEnergySource(_json, _run);
        Array("channels", _run.Machine.Channels, channel =>
        {
            var row = new DramRow(index++, channel.Stats, _run);
            _json.WriteNumber("index", row.Index);
            Traffic(row.Reads, row.Writes);
            DramFields.Write(_json, row);
            DramFields.WriteEnergy(_json, row.Joules);
        });
        _json.WriteEndObject();
    }

    private void WriteTensor(TensorRow tensor)
    {
        _json.WriteString("trace", tensor.Trace);
        _json.WriteNumber("id", tensor.Id);
        _json.WriteString("name", tensor.Name);
        WriteOwner(tensor.Totals);
    }

    private void WriteKernels() => Array("kernels", KernelRow.Of(_run), kernel =>
    {
        _json.WriteString("trace", kernel.Trace);
        _json.WriteNumber("id", kernel.Id);
        _json.WriteString("name", kernel.Name);
        _json.WriteNumber("workItems", kernel.WorkItems);
        _json.WriteNumber("lastRetireCycle", kernel.LastRetireCycle);
        WriteOwner(kernel.Totals);
    });

    private void WriteOwner(OwnerTotals totals)
    {
        _json.WriteNumber("loads", totals.Traffic.Loads);
        _json.WriteNumber("stores", totals.Traffic.Stores);
        _json.WriteNumber("readBytes", _run.Bytes(totals.Traffic.ReadRequests));
        _json.WriteNumber("writeBytes", _run.Bytes(totals.Traffic.WriteRequests));
        DramFields.WriteService(_json, totals, _run);
    }

    private void WriteScheduler()
    {
        var stats = _run.Machine.Scheduler.Stats;
        _json.WriteStartObject("scheduler");
        _json.WriteNumber("workItemsHandedOut", stats.WorkItemsHandedOut);
        _json.WriteNumber("workItemsRetired", stats.WorkItemsRetired);
        _json.WriteEndObject();
    }

    private void WriteSimulation()
    {
        var kernel = _run.Result.Kernel;
        _json.WriteStartObject("simulation");
        _json.WriteString("version", VersionText.Short);
        _json.WriteString("synchronizer", kernel.Synchronizer);
        _json.WriteNumber("workers", _run.Settings.Workers);
        _json.WriteString("partition", _run.Settings.Partition);
        _json.WriteString("reason", kernel.Reason);
        _json.WriteNumber("messages", kernel.Messages);
        _json.WriteNumber("activations", kernel.Activations);
        _json.WriteNumber("rounds", kernel.Rounds);
        _json.WriteNumber("cyclesPerRound", kernel.Rounds == 0 ? 0 : (double)_run.Cycles / kernel.Rounds);
        _json.WriteNumber("wallSeconds", _run.WallSeconds);
        _json.WriteNumber("requestsPerWallSecond", _run.RequestsPerWallSecond);
        _json.WriteEndObject();
    }

    private void Array<T>(string name, IReadOnlyList<T> items, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (var item in items)
        {
            _json.WriteStartObject();
            write(item);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }
}

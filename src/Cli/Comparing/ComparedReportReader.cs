using System.Text.Json;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Reports;
using ActorSim.Trace.Reading;

namespace ActorSim.Cli.Comparing;

/// <summary>Reads a JSON report; what is missing or impossible in it is named by its path.</summary>
internal sealed class ComparedReportReader
{
    // More than any run has, and few enough to be added without a thought.
    private const long Most = 1L << 53;
    private readonly string _file;

    private ComparedReportReader(string file) => _file = file;

    /// <exception cref="InputException">The file is not the report of a complete run.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ComparedReport Read(string file, string label)
    {
        try
        {
            using var document = JsonDocument.Parse(InputFile.ReadBytes(file));
            return new ComparedReportReader(file).Read(document.RootElement, label);
        }
        catch (JsonException e)
        {
            throw new InputException($"{file}: is not JSON ({e.Message}); give reports of actorsim run --json", e);
        }
    }

    private ComparedReport Read(JsonElement root, string label)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schema", out var schema)
            || schema.ValueKind != JsonValueKind.String || schema.GetString() != JsonReport.Schema)
        {
            throw new InputException($"{_file}: schema must be \"{JsonReport.Schema}\"; give reports of actorsim run --json");
        }

        if (Member(root, "", "partial", JsonValueKind.True, JsonValueKind.False).GetBoolean())
        {
            throw new InputException($"{_file}: partial: the run was interrupted, so its times are no result; let it end");
        }

        var system = Member(root, "", "system", JsonValueKind.Object);
        var totals = Member(root, "", "totals", JsonValueKind.Object);
        var report = new ComparedReport(
            label, Text(system, "system.", "name"), Whole(root, "", "cycles"), Whole(system, "system.", "coreHz"),
            Whole(totals, "totals.", "readBytes") + Whole(totals, "totals.", "writeBytes"), Energy(root), Layers(root));
        if (report.CoreHz == 0) throw Wrong("system.coreHz", "must be above 0");
        return report.Layers.Sum(l => (decimal)l.AddedCycles) <= report.Cycles ? report : throw Wrong("layers[].addedCycles", $"add up to more than cycles, {report.Cycles}");
    }

    private List<ComparedLayer> Layers(JsonElement root)
    {
        var traces = Member(root, "", "traces", JsonValueKind.Array).EnumerateArray().Select(t => Text(t, "traces[].", "name")).ToList();
        var layers = new List<ComparedLayer>();
        foreach (var layer in Member(root, "", "layers", JsonValueKind.Array).EnumerateArray())
        {
            var place = $"layers[{layers.Count}].";
            var trace = traces.IndexOf(Text(layer, place, "trace"));
            if (trace < 0) throw Wrong(place + "trace", "is not the name of one of traces");
            layers.Add(new ComparedLayer(trace, Text(layer, place, "name"), Whole(layer, place, "addedCycles"), Text(layer, place, "boundBy")));
        }

        return layers;
    }

    private double? Energy(JsonElement root)
    {
        var channels = Member(Member(root, "", "dram", JsonValueKind.Object), "dram.", "channels", JsonValueKind.Array);
        double sum = 0;
        foreach (var channel in channels.EnumerateArray())
        {
            var joules = Member(channel, "dram.channels[].", "energyJoules", JsonValueKind.Object, JsonValueKind.Null);
            if (joules.ValueKind == JsonValueKind.Null) return null;
            sum += Member(joules, "dram.channels[].energyJoules.", "total", JsonValueKind.Number).GetDouble();
        }

        return sum;
    }

    private long Whole(JsonElement parent, string place, string name) =>
        Member(parent, place, name, JsonValueKind.Number).TryGetInt64(out var value) && value is >= 0 and <= Most
            ? value
            : throw Wrong(place + name, "must be a whole number from 0 to 2^53");

    private string Text(JsonElement parent, string place, string name) => Member(parent, place, name, JsonValueKind.String).GetString()!;

    private JsonElement Member(JsonElement parent, string place, string name, params JsonValueKind[] kinds) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && kinds.Contains(member.ValueKind)
            ? member
            : throw Wrong(place + name, $"must be there and be {string.Join(" or ", kinds)}");

    private InputException Wrong(string path, string problem) => new($"{_file}: {path}: {problem}; give reports of actorsim run --json");
}

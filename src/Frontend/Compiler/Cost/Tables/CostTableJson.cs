using System.Text;
using System.Text.Json;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Cost.Tables;

/// <summary>{ "kernel": NAME, "tiles": [ { "name", "unit", "cycles", "overlap", "origin" } ] }; only cycles and
/// overlap are required.</summary>
internal static class CostTableJson
{
    public static string Format(CostTable table)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            if (table.Kernel is not null)
                json.WriteString("kernel", table.Kernel);
            json.WriteStartArray("tiles");
            foreach (CostRow row in table.Rows)
                Write(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    public static CostTable Parse(string source, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (!root.TryGetProperty("tiles", out JsonElement tiles) || tiles.ValueKind != JsonValueKind.Array)
                throw new CostTableException(source, 0, "has no array \"tiles\"");
            var rows = new List<CostRow>();
            foreach (JsonElement tile in tiles.EnumerateArray())
                rows.Add(Row(source, $"tiles[{rows.Count}]", tile));
            return new CostTable { Source = source, Kernel = Text(source, "the table", root, "kernel"), Rows = rows };
        }
        catch (JsonException e)
        {
            throw new CostTableException(source, (e.LineNumber ?? -1) + 1, $"is not JSON: {e.Message}", e);
        }
    }

    private static void Write(Utf8JsonWriter json, CostRow row)
    {
        json.WriteStartObject();
        if (row.Name is not null)
            json.WriteString("name", row.Name);
        if (row.Unit is { } unit)
            json.WriteString("unit", ComputeUnits.Of(unit).Name);
        json.WriteNumber("cycles", row.Cycles);
        json.WriteNumber("overlap", row.Overlap);
        if (row.Origin.Length > 0)
            json.WriteString("origin", row.Origin);
        json.WriteEndObject();
    }

    private static CostRow Row(string source, string place, JsonElement tile)
    {
        if (tile.ValueKind != JsonValueKind.Object)
            throw new CostTableException(source, 0, $"{place}: must be an object with cycles and overlap, is {tile.ValueKind}");
        long cycles = Number(source, place, tile, "cycles");
        long overlap = Number(source, place, tile, "overlap");
        if (overlap > cycles)
            throw new CostTableException(source, 0, $"{place}: overlap {overlap} exceeds cycles {cycles}");
        string? name = Text(source, place, tile, "name");
        string origin = Text(source, place, tile, "origin") ?? "";
        return new CostRow(cycles, overlap, name, Unit(source, place, Text(source, place, tile, "unit")), origin);
    }

    private static long Number(string source, string place, JsonElement tile, string name)
    {
        if (!tile.TryGetProperty(name, out JsonElement value))
            throw new CostTableException(source, 0, $"{place}: \"{name}\" is missing");
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out long number) || number < 0)
            throw new CostTableException(source, 0, $"{place}: {name} {value.GetRawText()}: must be a whole number of 0 or more");
        return number;
    }

    private static string? Text(string source, string place, JsonElement tile, string name)
    {
        if (!tile.TryGetProperty(name, out JsonElement value))
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw new CostTableException(source, 0, $"{place}: {name} {value.GetRawText()}: must be a text");
        return value.GetString();
    }

    private static ComputeUnit? Unit(string source, string place, string? name)
    {
        if (name is null)
            return null;
        return ComputeUnits.Find(name)?.Unit ?? throw new CostTableException(source, 0,
            $"{place}: unit '{name}': must be one of {string.Join(", ", ComputeUnits.Names)}");
    }
}

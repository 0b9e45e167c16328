using System.Text.Json;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>
/// Reads tile sizes from a JSON object such as <c>{ "512_1024_1024": [256, 512, 256], "?_64_64": [128, 64, 64, 8, 64, 64] }</c>: key
/// M_N_K (? for an extent given at run time), value tile M, N, K and optionally subtile M, N, K.
/// </summary>
public static class MappingFile
{
    public static readonly DiagnosticCode Unreadable = new("SIM5004", "a mapping file that cannot be read");

    // Of a matrix of this many rows and columns the bytes are counted in 64 bits.
    private const long MostExtent = 1 << 28;

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The entries; problems are reported, all of them, and their entries left out.</summary>
    /// <param name="json">Contents of the file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public static IReadOnlyDictionary<string, long[]> Parse(string json, string file, DiagnosticBag diagnostics)
    {
        var entries = new SortedDictionary<string, long[]>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object) Read(document.RootElement, entries, file, diagnostics);
            else diagnostics.Error(Unreadable, file, "must be an object with keys M_N_K, such as { \"512_1024_1024\": [256, 512, 256] }");
        }
        catch (JsonException error)
        {
            diagnostics.Error(Unreadable, $"{file}:{error.LineNumber + 1}", $"is not JSON: {error.Message}");
        }

        return entries;
    }

    private static void Read(JsonElement root, SortedDictionary<string, long[]> entries, string file, DiagnosticBag diagnostics)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (Problem(property, out var numbers) is { } problem)
                diagnostics.Error(Unreadable, file, $"\"{property.Name}\": {problem}");
            else if (!entries.TryAdd(property.Name, numbers))
                diagnostics.Error(Unreadable, file, $"\"{property.Name}\" is given twice");
        }
    }

    private static string? Problem(JsonProperty property, out long[] numbers)
    {
        numbers = [];
        var parts = property.Name.Split('_');
        if (parts.Length != 3 || !parts.All(p => p == "?" || (long.TryParse(p, out var extent) && extent >= 1)))
            return "the key must be M_N_K, three extents of 1 or more (or ?)";
        if (property.Value.ValueKind != JsonValueKind.Array) return "the value must be an array of 3 or 6 numbers";
        var elements = property.Value.EnumerateArray().ToArray();
        if (elements.Length is not (3 or 6)) return $"has {elements.Length} numbers; it takes 3 (tile M, N, K) or 6 (tile and subtile)";
        var values = new long[elements.Length];
        for (var i = 0; i < values.Length; i++)
            if (elements[i].ValueKind != JsonValueKind.Number || !elements[i].TryGetInt64(out values[i]) || values[i] is < 1 or > MostExtent)
                return $"{elements[i].GetRawText()} is not an integer of 1 to {MostExtent}";
        numbers = values;
        return null;
    }
}

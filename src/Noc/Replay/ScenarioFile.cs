using System.IO.Compression;
using System.Text.Json;

namespace ActorSim.Noc.Replay;

/// <summary>
/// Reads scenarios: a JSON array of objects, plain or gzip. Members: name, topology (mesh, torus, fattree, fly, flatfly, anynet) with k and n or
/// an anynet object, routing, the router's values, and packets = [[generation cycle, source, destination, flits], ...].
/// </summary>
public static class ScenarioFile
{
    /// <exception cref="NocException">The file cannot be read, is no such JSON, or a value cannot be; the message names file, JSON path and value.</exception>
    public static IReadOnlyList<Scenario> Read(string path, string? only = null)
    {
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new NocException($"{path}: $: an array of scenarios is expected, not {document.RootElement.ValueKind}");
        }

        var scenarios = new List<Scenario>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var element in document.RootElement.EnumerateArray())
        {
            var fields = new ScenarioFields(path, $"$[{index++}]", element);
            var name = fields.Text("name");
            if (!names.Add(name))
            {
                throw fields.Error("name", $"'{name}' is the name of an earlier scenario too");
            }

            if (only is null || only == name)
            {
                scenarios.Add(ScenarioBuilder.Build(name, fields));
            }
        }

        return scenarios.Count > 0 ? scenarios : throw Missing(path, only, names);
    }

    private static NocException Missing(string path, string? only, HashSet<string> names) => new(only is null
        ? $"{path}: $: it has no scenario"
        : $"{path}: no scenario is named '{only}'; it has {string.Join(", ", names.Take(20))}");

    private static JsonDocument Parse(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var isCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            using Stream content = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
            return JsonDocument.Parse(content);
        }
        catch (JsonException e)
        {
            throw new NocException($"{path}: line {e.LineNumber + 1}: not valid JSON: {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw new NocException($"{path}: the gzip data is damaged: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NocException($"{path}: cannot be read: {e.Message}", e);
        }
    }
}

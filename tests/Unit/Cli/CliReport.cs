using System.Text.Json;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>JSON reports as tests see them.</summary>
internal static class CliReport
{
    public static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    /// <summary>Core cycles of the reported run.</summary>
    public static long Cycles(string path) => Read(path).GetProperty("cycles").GetInt64();

    /// <summary>Paths of all leaves with their types, elements of arrays as [], each once, sorted.</summary>
    public static IReadOnlyList<string> Leaves(JsonElement root)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Collect(root, "", paths);
        return [.. paths];
    }

    private static void Collect(JsonElement element, string path, SortedSet<string> paths)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Collect(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", paths);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, path + "[]", paths);
                }

                break;
            default:
                var boolean = element.ValueKind is JsonValueKind.True or JsonValueKind.False;
                paths.Add($"{path} {(boolean ? "Boolean" : element.ValueKind)}");
                break;
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActorSim.Serving.Costs;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Serving;

/// <summary>The cost of one shape in a folder of them, named by its key; found again by later runs.</summary>
internal static class StepFile
{
    private const string Schema = "actorsim.step/1";
    private const int MostBytes = 1 << 16;

    /// <summary>Null if it is not there, or not whole and of this key.</summary>
    public static StepCost? Read(string folder, string key)
    {
        try
        {
            if (!File.Exists(PathOf(folder, key)))
            {
                return null;
            }

            using var document = JsonDocument.Parse(InputFile.ReadBytes(PathOf(folder, key), MostBytes));
            var root = document.RootElement;
            var joules = root.GetProperty("joules");
            var cost = new StepCost(root.GetProperty("cycles").GetInt64(), joules.ValueKind == JsonValueKind.Null ? null : joules.GetDouble());
            return root.GetProperty("schema").GetString() == Schema && cost.Cycles > 0 && root.GetProperty("checksum").GetString() == Checksum(key, cost)
                ? cost : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or IOException or UnauthorizedAccessException)
        {
            // Someone wrote into it, or it cannot be read: it is simulated again.
            return null;
        }
    }

    public static void Write(string folder, string key, StepShape shape, StepCost cost)
    {
        using var file = new AtomicFile(PathOf(folder, key));
        using (var json = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteNumber("batch", shape.Batch);
            json.WriteNumber("tokens", shape.Tokens);
            json.WriteNumber("past", shape.Past);
            json.WriteNumber("cycles", cost.Cycles);
            if (cost.Joules is { } joules)
            {
                json.WriteNumber("joules", joules);
            }
            else
            {
                json.WriteNull("joules");
            }

            json.WriteString("checksum", Checksum(key, cost));
            json.WriteEndObject();
        }

        file.Commit();
    }

    private static string PathOf(string folder, string key) => Path.Combine(folder, key + ".json");

    private static string Checksum(string key, StepCost cost) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key}\n{cost.Cycles}\n{cost.Joules:R}"))));
}

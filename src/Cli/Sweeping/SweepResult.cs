using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Sweeping;

/// <summary>What became of a point: the numbers of its run, or why it has none.</summary>
internal sealed record SweepResult
{
    /// <summary>Name and version of the files' schema.</summary>
    public const string Schema = "actorsim.sweep-point/2";

    public const string Done = "done";

    private const int MostBytes = 1 << 20;

    /// <summary>The simulation could not proceed.</summary>
    public const string Frozen = "frozen";

    /// <summary>The input cannot be run on this system.</summary>
    public const string Refused = "refused";

    public string Status { get; init; } = Done;

    /// <summary>Why there are no numbers; null if there are.</summary>
    public string? Message { get; init; }

    /// <summary>Core cycles.</summary>
    public long Cycles { get; init; }

    /// <summary>Simulated time.</summary>
    public double Seconds { get; init; }

    /// <summary>Mean over all arrays: busy cycles / cycles, 0 to 1.</summary>
    public double ArrayUtilisation { get; init; }

    /// <summary>Mean over all vector units: busy cycles / cycles, 0 to 1.</summary>
    public double VectorUtilisation { get; init; }

    public long ReadBytes { get; init; }

    public long WriteBytes { get; init; }

    /// <summary>Digest of the run.</summary>
    public string Digest { get; init; } = "";

    public bool IsDone => Status == Done;

    /// <summary>Bytes read and written per simulated second.</summary>
    public double BytesPerSecond => Seconds > 0 ? (ReadBytes + WriteBytes) / Seconds : 0;

    /// <summary>Writes a file that appears when it is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">Of the point.</param>
    /// <param name="varied">Its values by name, for readers of the file.</param>
    public void Write(string path, string key, IEnumerable<KeyValuePair<string, string>> varied)
    {
        using var file = new AtomicFile(path);
        using (var json = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("key", key);
            json.WriteStartObject("varied");
            foreach (var (name, value) in varied)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteString("status", Status);
            json.WriteString("message", Message);
            json.WriteNumber("cycles", Cycles);
            json.WriteNumber("seconds", Seconds);
            json.WriteNumber("arrayUtilisation", ArrayUtilisation);
            json.WriteNumber("vectorUtilisation", VectorUtilisation);
            json.WriteNumber("readBytes", ReadBytes);
            json.WriteNumber("writeBytes", WriteBytes);
            json.WriteString("digest", Digest);
            json.WriteString("checksum", Checksum(key));
            json.WriteEndObject();
        }

        file.Commit();
    }

    /// <summary>Reads a file; null if it is not there or is not the result of this key.</summary>
    public static SweepResult? Read(string path, string key)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(InputFile.ReadBytes(path, MostBytes));
            var root = document.RootElement;
            return root.GetProperty("schema").GetString() == Schema && root.GetProperty("key").GetString() == key
                && Of(root) is var result && result.IsSound && root.GetProperty("checksum").GetString() == result.Checksum(key) ? result : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or IOException or UnauthorizedAccessException)
        {
            // Someone wrote into it, or it cannot be read: the point runs again.
            return null;
        }
    }

    // What no run can have given.
    private bool IsSound => Status is Done or Frozen && Math.Min(Math.Min(Cycles, ReadBytes), WriteBytes) >= 0
        && Math.Min(Math.Min(Seconds, ArrayUtilisation), VectorUtilisation) >= 0 && double.IsFinite(Seconds + ArrayUtilisation + VectorUtilisation)
        && (IsDone ? Message is null && Digest.Length > 0 : Message is not null);

    // Of everything that is read back: a figure that someone changed does not pass for one that was simulated.
    private string Checksum(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{key}\n{Status}\n{Message}\n{Cycles}\n{Seconds:R}\n{ArrayUtilisation:R}\n{VectorUtilisation:R}\n{ReadBytes}\n{WriteBytes}\n{Digest}"))));

    private static SweepResult Of(JsonElement root) => new()
    {
        Status = root.GetProperty("status").GetString()!,
        Message = root.GetProperty("message").GetString(),
        Cycles = root.GetProperty("cycles").GetInt64(),
        Seconds = root.GetProperty("seconds").GetDouble(),
        ArrayUtilisation = root.GetProperty("arrayUtilisation").GetDouble(),
        VectorUtilisation = root.GetProperty("vectorUtilisation").GetDouble(),
        ReadBytes = root.GetProperty("readBytes").GetInt64(),
        WriteBytes = root.GetProperty("writeBytes").GetInt64(),
        Digest = root.GetProperty("digest").GetString()!,
    };
}

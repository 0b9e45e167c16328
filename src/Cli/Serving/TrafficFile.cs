using System.Globalization;
using ActorSim.Cli.Errors;
using ActorSim.Serving.Requests;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Serving;

/// <summary>
/// Recorded requests: CSV with a header, whose columns are found by name. Known are those of the Azure LLM inference traces (TIMESTAMP, ContextTokens,
/// GeneratedTokens), of BurstGPT (Timestamp, Request tokens, Response tokens) and plain ones (arrival, prompt, output). Times are seconds or dates; the
/// first request arrives at 0.
/// </summary>
internal static class TrafficFile
{
    private const int MostBytes = 1 << 30;
    private const double MostSeconds = 1e9;
    private static readonly string[] Times = ["timestamp", "arrival", "time"];
    private static readonly string[] Prompts = ["contexttokens", "request tokens", "prompt"];
    private static readonly string[] Outputs = ["generatedtokens", "response tokens", "output"];

    /// <param name="path">The file.</param>
    /// <param name="most">Requests to take, from the first one.</param>
    /// <param name="hz">Core cycles per second.</param>
    /// <param name="skipped">Lines without an answer (0 tokens): requests that failed when they were recorded.</param>
    /// <exception cref="InputException">The file cannot be read, or a line is wrong: which.</exception>
    public static IReadOnlyList<ServingRequest> Read(string path, int most, double hz, out int skipped)
    {
        var lines = Text(path).Split('\n');
        var header = lines[0].Split(',', StringSplitOptions.TrimEntries).Select(n => n.ToLowerInvariant()).ToArray();
        var (time, prompt, output) = (Column(path, header, Times), Column(path, header, Prompts), Column(path, header, Outputs));
        var rows = new List<(double Seconds, int Prompt, int Output)>();
        skipped = 0;
        for (var n = 1; n < lines.Length && rows.Count < most; n++)
        {
            if (lines[n].AsSpan().Trim().IsEmpty)
            {
                continue;
            }

            var fields = lines[n].Split(',', StringSplitOptions.TrimEntries);
            var where = $"{path}, line {n + 1}";
            var answer = Tokens(where, fields, output, Outputs[0]);
            if (answer == 0)
            {
                skipped++;
                continue;
            }

            rows.Add((Seconds(where, fields, time), Math.Max(Tokens(where, fields, prompt, Prompts[0]), 1), answer));
        }

        return Sorted(rows, hz);
    }

    private static ServingRequest[] Sorted(List<(double Seconds, int Prompt, int Output)> rows, double hz)
    {
        var first = rows.Count == 0 ? 0 : rows.Min(r => r.Seconds);
        return [.. rows.OrderBy(r => r.Seconds).Select((r, id) => new ServingRequest(id, (long)Math.Round((r.Seconds - first) * hz), r.Prompt, r.Output))];
    }

    private static string Text(string path)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(InputFile.ReadBytes(path, MostBytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--arrivals {path}: cannot open: {IoReason.Of(e)}", e);
        }
    }

    private static int Column(string path, string[] header, string[] names)
    {
        var found = Array.FindIndex(header, h => names.Any(n => h == n || h.StartsWith(n + "_", StringComparison.Ordinal)));
        return found >= 0 ? found : throw new InputException(
            $"{path}, line 1: no column {string.Join(" or ", names.Select(n => $"'{n}'"))}; there are {string.Join(", ", header)}");
    }

    private static int Tokens(string where, string[] fields, int column, string name)
    {
        var text = column < fields.Length ? fields[column] : "";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) && tokens <= TokenLengths.Most
            ? tokens : throw new InputException($"{where}: '{text}' is no number of tokens ({name}) from 0 to {TokenLengths.Most}");
    }

    private static double Seconds(string where, string[] fields, int column)
    {
        var text = column < fields.Length ? fields[column] : "";
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= MostSeconds)
        {
            return seconds;
        }

        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? (date - DateTime.UnixEpoch).TotalSeconds
            : throw new InputException($"{where}: '{text}' is neither seconds (at most {MostSeconds:0}) nor a date and time");
    }
}

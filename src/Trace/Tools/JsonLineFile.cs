using System.Text.Json;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>Goes through the lines of a JSON-lines stream (plain or gzip) and turns every failure into one that names the line.</summary>
internal static class JsonLineFile
{
    // A MessagePack value may nest 64 deep and takes up to three JSON levels for each.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    public static void ForEach(Stream stream, string name, Action<JsonElement> handle)
    {
        using var text = new StreamReader(GzipMagic.Unpack(stream, toItsEnd: true), leaveOpen: true);
        var lines = new LineSource(text);
        long number = 0;
        try
        {
            while (true)
            {
                number++;
                if (lines.Read() is not { } line)
                    return;
                if (line.Length == 0)
                    continue;
                using JsonDocument document = JsonDocument.Parse(line, Options);
                handle(document.RootElement);
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException
            or ActorSim.Trace.Packing.PackedDataException or IOException or InvalidDataException)
        {
            throw new TraceException(name, -1, -1, -1, $"line {number}: {e.Message}", e);
        }
    }
}

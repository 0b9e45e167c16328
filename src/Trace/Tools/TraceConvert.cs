using ActorSim.Trace.Packing;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Trace.Tools;

/// <summary>Converts between the forms of a trace; the input's form is recognised by its content.</summary>
public static class TraceConvert
{
    /// <summary>Converts a file; the output appears only when everything went well. "-" is standard output, ".gz" is compressed.</summary>
    /// <param name="input">A file, read once or (a recorded stream) twice.</param>
    /// <param name="output">The file to make.</param>
    /// <param name="format">Its form; null means by name: ".jsonl" is JSON lines, anything else MessagePack.</param>
    public static void Convert(string input, string output, TraceFileFormat? format = null)
    {
        TraceFileFormat target = format ?? FormatOfName(output);
        TraceFileFormat source = Recognise(input);
        switch (target)
        {
            case TraceFileFormat.JsonLines:
                using (var sink = JsonLinesWriter.Create(output))
                    Pump(input, source, sink);
                break;
            case TraceFileFormat.RecordedStream:
                using (var sink = RecordedStreamExporter.Create(output))
                    Pump(input, source, sink);
                break;
            default:
                using (var sink = TraceWriter.Create(output))
                    Pump(input, source, sink);
                break;
        }
    }

    /// <summary>The form of a file, by its first bytes.</summary>
    /// <exception cref="TraceException">It is none of them.</exception>
    public static TraceFileFormat Recognise(string path)
    {
        using Stream stream = TraceReader.OpenStream(path);
        var start = new byte[512];
        int count = GzipMagic.Unpack(stream).ReadAtLeast(start, start.Length, false);
        ReadOnlySpan<byte> bytes = start.AsSpan(0, count);
        if (bytes.Length > 0 && (bytes[0] & 0xf0) == 0x90)
            return TraceFileFormat.MessagePack;
        if (bytes.Length > 0 && bytes[0] == (byte)'{')
            return bytes.IndexOf("TILE_BEGIN"u8) >= 0 ? TraceFileFormat.RecordedStream : TraceFileFormat.JsonLines;
        throw new TraceException(path, -1, -1, 0, "neither a trace nor its JSON lines nor a recorded stream");
    }

    private static TraceFileFormat FormatOfName(string path)
    {
        string bare = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return bare.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ? TraceFileFormat.JsonLines : TraceFileFormat.MessagePack;
    }

    private static void Pump(string input, TraceFileFormat source, ITraceSink sink)
    {
        switch (source)
        {
            case TraceFileFormat.JsonLines:
                using (Stream stream = TraceReader.OpenStream(input))
                    JsonLinesLoader.Load(stream, input, sink);
                break;
            case TraceFileFormat.RecordedStream:
                RecordedStreamImporter.Import(input, sink);
                break;
            default:
                using (TraceReader reader = TraceReader.Open(input))
                    TracePump.Copy(reader, sink);
                break;
        }
    }
}

using System.Text.Json;
using ActorSim.Trace.Writing;

namespace ActorSim.Trace.Tools;

/// <summary>JSON objects, a line each, gathered to pieces worth writing.</summary>
internal sealed class JsonLineStream : IDisposable
{
    private const int PieceBytes = 48 * 1024;
    private readonly Stream _stream;
    private readonly OutputFile? _file;
    private readonly ByteBuffer _lines = new();

    /// <summary>Writes to a stream, which is left open.</summary>
    public JsonLineStream(Stream stream, JsonWriterOptions options)
    {
        _stream = stream;
        Json = new Utf8JsonWriter(_lines, options);
    }

    /// <summary>Writes to a file that appears when it is complete.</summary>
    public JsonLineStream(OutputFile file, JsonWriterOptions options)
        : this(file.Stream, options) => _file = file;

    /// <summary>The fields of the line that is open.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Opens a line.</summary>
    public void Begin() => Json.WriteStartObject();

    /// <summary>Closes the line.</summary>
    public void End()
    {
        Json.WriteEndObject();
        Json.Flush();
        Json.Reset();
        _lines.GetSpan(1)[0] = (byte)'\n';
        _lines.Advance(1);
        if (_lines.Count > PieceBytes)
        {
            Flush();
        }
    }

    /// <summary>All lines are there.</summary>
    public void Complete()
    {
        Flush();
        _stream.Flush();
        _file?.Commit();
    }

    public void Dispose()
    {
        Json.Dispose();
        _file?.Dispose();
    }

    /// <summary>A field of numbers.</summary>
    public void Numbers(string name, ReadOnlySpan<long> values)
    {
        Json.WriteStartArray(name);
        foreach (var value in values)
        {
            Json.WriteNumberValue(value);
        }

        Json.WriteEndArray();
    }

    /// <summary>A field of numbers.</summary>
    public void Numbers(string name, ReadOnlySpan<int> values)
    {
        Json.WriteStartArray(name);
        foreach (var value in values)
        {
            Json.WriteNumberValue(value);
        }

        Json.WriteEndArray();
    }

    private void Flush()
    {
        _stream.Write(_lines.Written.Span);
        _lines.Clear();
    }
}

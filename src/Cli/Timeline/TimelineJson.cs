using System.Buffers;
using System.Text.Json;

namespace ActorSim.Cli.Timeline;

/// <summary>Writes trace events one by one. Times are given in core cycles and written in microseconds of simulated time, cut to whole
/// picoseconds, so that what does not overlap in cycles does not overlap in the file. Of a window, what overlaps it, whole.</summary>
internal sealed class TimelineJson : IDisposable
{
    private const int FlushBytes = 48 * 1024;
    private readonly Stream _stream;
    private readonly decimal _hz;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes * 2);
    private readonly Utf8JsonWriter _json;
    private readonly TimelineWindow _window;
    private readonly CountersBefore _before = new();
    private bool _any;
    private long _arrows;

    /// <param name="stream">Receives the file; left open.</param>
    /// <param name="coreHz">Clock of the cycles, in Hz.</param>
    /// <param name="window">What is written.</param>
    public TimelineJson(Stream stream, long coreHz, TimelineWindow window)
    {
        _stream = stream;
        _hz = coreHz;
        _window = window;
        _json = new Utf8JsonWriter(_buffer);
        _buffer.Write("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n"u8);
    }

    /// <summary>Names a process (<paramref name="thread"/> = 0) or a thread, and gives it its place: in order of their numbers, unless said
    /// otherwise.</summary>
    public void Name(int process, int thread, string name, int? place = null)
    {
        foreach (var part in new[] { "name", "sort_index" })
        {
            Begin("M", (thread == 0 ? "process_" : "thread_") + part, process, thread);
            _json.WriteStartObject("args");
            if (part == "name")
            {
                _json.WriteString(part, name);
            }
            else
            {
                _json.WriteNumber(part, place ?? (thread == 0 ? process : thread));
            }

            _json.WriteEndObject();
            End();
        }
    }

    /// <summary>Something that lasts from <paramref name="from"/> to <paramref name="to"/>; a moment if they are equal.</summary>
    public void Slice(int process, int thread, string name, string category, string? colour, long from, long to, in CoreEvent e)
    {
        if (!_window.Shows(from, to))
        {
            return;
        }

        var start = Picoseconds(from);
        Begin(to > from ? "X" : "i", name, process, thread);
        _json.WriteString("cat", category);
        _json.WriteNumber("ts", start / 1_000_000m);
        if (to > from)
        {
            _json.WriteNumber("dur", (Picoseconds(to) - start) / 1_000_000m);
        }
        else
        {
            _json.WriteString("s", "t");
        }

        if (colour is not null)
        {
            _json.WriteString("cname", colour);
        }

        Arguments(from, to, in e);
        End();
    }

    /// <summary>An arrow from the end of one slice to the beginning of another; none if one of them is not shown, or is a moment.</summary>
    public void Arrow(in SlicePlace from, in SlicePlace to)
    {
        if (!IsSlice(in from) || !IsSlice(in to))
        {
            return;
        }

        _arrows++;
        // What lies within a slice belongs to it: the last picosecond does, its end does not.
        ArrowEnd("s", in from, Math.Max(Picoseconds(from.From), Picoseconds(from.To) - 1));
        ArrowEnd("f", in to, Picoseconds(to.From));
    }

    /// <summary>The value of a counter from <paramref name="cycle"/> on. The last one before the window holds when it begins.</summary>
    public void Counter(int process, string name, string unit, long cycle, decimal value)
    {
        if (cycle < _window.From)
        {
            _before.Set(process, name, unit, value);
            return;
        }

        if (_before.Take(process, name) is { } before && cycle > _window.From)
        {
            WriteCounter(process, name, unit, _window.From, before);
        }

        if (_window.Holds(cycle))
        {
            WriteCounter(process, name, unit, cycle, value);
        }
    }

    public void Dispose()
    {
        foreach (var (process, name, unit, value) in _before.TakeAll())
        {
            WriteCounter(process, name, unit, _window.From, value);
        }

        _buffer.Write("\n]}\n"u8);
        Flush();
        _json.Dispose();
    }

    private bool IsSlice(in SlicePlace place) => place.To > place.From && _window.Shows(place.From, place.To);

    private void ArrowEnd(string phase, in SlicePlace place, decimal picoseconds)
    {
        Begin(phase, "waits for", place.Process, place.Lane);
        _json.WriteString("cat", "flow");
        _json.WriteNumber("id", _arrows);
        _json.WriteNumber("ts", picoseconds / 1_000_000m);
        if (phase == "f")
        {
            _json.WriteString("bp", "e");
        }

        End();
    }

    private void WriteCounter(int process, string name, string unit, long cycle, decimal value)
    {
        Begin("C", name, process, 0);
        _json.WriteNumber("ts", Picoseconds(cycle) / 1_000_000m);
        _json.WriteStartObject("args");
        _json.WriteNumber(unit, value);
        _json.WriteEndObject();
        End();
    }

    private void Arguments(long from, long to, in CoreEvent e)
    {
        _json.WriteStartObject("args");
        _json.WriteNumber("from cycle", from);
        _json.WriteNumber("to cycle", to);
        if (e.Ordinal >= 0)
        {
            _json.WriteNumber("work-item", e.Ordinal);
        }

        if (e.Instruction >= 0)
        {
            _json.WriteNumber("instruction", e.Instruction);
        }

        if (e.Tag == CoreEventTag.Finished)
        {
            _json.WriteNumber("issue cycle", e.IssueCycle);
            _json.WriteNumber("latency", e.Cycle - e.IssueCycle);
        }

        if (e.Requests > 0)
        {
            _json.WriteNumber("requests", e.Requests);
        }

        _json.WriteEndObject();
    }

    private void Begin(string phase, string name, int process, int thread)
    {
        if (_any)
        {
            _buffer.Write(",\n"u8);
        }

        _any = true;
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("ph", phase);
        _json.WriteString("name", name);
        _json.WriteNumber("pid", process);
        _json.WriteNumber("tid", thread);
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        if (_buffer.WrittenCount >= FlushBytes)
        {
            Flush();
        }
    }

    private void Flush()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    private decimal Picoseconds(long cycle) => Math.Floor(cycle * 1_000_000_000_000m / _hz);
}

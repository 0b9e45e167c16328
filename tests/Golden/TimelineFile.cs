using System.Text.Json;
using Xunit;

namespace ActorSim.Tests.Golden;

/// <summary>A timeline as a strict reader takes it: every member that a viewer needs, every track named, nothing overlapping on a track, every
/// arrow with both of its ends within slices.</summary>
internal sealed class TimelineFile
{
    private readonly Dictionary<int, string> _processes = [];
    private readonly Dictionary<(int, int), string> _threads = [];
    private readonly List<TimelineSlice> _slices = [];
    private readonly Dictionary<long, ((int, int) Track, decimal At)> _starts = [];
    private readonly Dictionary<long, ((int, int) Track, decimal At)> _ends = [];

    public IReadOnlyList<TimelineSlice> Slices => _slices;

    public static TimelineFile Read(JsonDocument json)
    {
        var file = new TimelineFile();
        foreach (var e in json.RootElement.GetProperty("traceEvents").EnumerateArray())
        {
            file.Add(e);
        }

        file.Check();
        return file;
    }

    public (string Process, string Thread) TrackOf(TimelineSlice slice) => (_processes[slice.Track.Process], _threads[slice.Track]);

    /// <summary>The slices that arrows lead from and to.</summary>
    public IEnumerable<(TimelineSlice From, TimelineSlice To)> Arrows()
    {
        var tracks = _slices.ToLookup(s => s.Track);
        foreach (var (id, start) in _starts)
        {
            yield return (Within(tracks, start), Within(tracks, _ends[id]));
        }
    }

    private static TimelineSlice Within(ILookup<(int, int), TimelineSlice> tracks, ((int, int) Track, decimal At) end) =>
        Assert.Single(tracks[end.Track], s => s.Start <= end.At && end.At < s.End);

    private void Add(JsonElement e)
    {
        var track = (e.GetProperty("pid").GetInt32(), e.GetProperty("tid").GetInt32());
        var name = e.GetProperty("name").GetString()!;
        switch (e.GetProperty("ph").GetString())
        {
            case "M" when name == "process_name":
                _processes.Add(track.Item1, e.GetProperty("args").GetProperty("name").GetString()!);
                break;
            case "M" when name == "thread_name":
                _threads.Add(track, e.GetProperty("args").GetProperty("name").GetString()!);
                break;
            case "X":
                _slices.Add(TimelineSlice.Of(e, track, name));
                break;
            case "s":
                _starts.Add(e.GetProperty("id").GetInt64(), (track, e.GetProperty("ts").GetDecimal()));
                break;
            case "f":
                Assert.Equal("e", e.GetProperty("bp").GetString());
                _ends.Add(e.GetProperty("id").GetInt64(), (track, e.GetProperty("ts").GetDecimal()));
                break;
            case "C":
                Assert.All(e.GetProperty("args").EnumerateObject(), a => Assert.True(a.Value.GetDecimal() >= 0, $"{name} is {a.Value}"));
                break;
            case "i":
                Assert.Equal("t", e.GetProperty("s").GetString());
                break;
            default:
                Assert.Contains(name, (string[])["process_sort_index", "thread_sort_index"]);
                break;
        }
    }

    private void Check()
    {
        foreach (var track in _slices.GroupBy(s => s.Track))
        {
            Assert.True(_threads.ContainsKey(track.Key) && _processes.ContainsKey(track.Key.Process), $"no name for track {track.Key}");
            var sorted = track.OrderBy(s => s.Start).ToArray();
            Assert.All(sorted.Zip(sorted.Skip(1)), p => Assert.True(p.First.End <= p.Second.Start, $"{track.Key}: {p.First} and {p.Second}"));
        }

        Assert.Equal(_starts.Keys.Order(), _ends.Keys.Order());
    }
}

/// <summary>A slice: times in microseconds, and the core cycles that they stand for.</summary>
internal sealed record TimelineSlice((int Process, int Thread) Track, string Name, string Category, decimal Start, decimal End, long From, long To)
{
    public static TimelineSlice Of(JsonElement e, (int, int) track, string name)
    {
        var (start, duration, args) = (e.GetProperty("ts").GetDecimal(), e.GetProperty("dur").GetDecimal(), e.GetProperty("args"));
        Assert.True(start >= 0 && duration > 0, $"{name} lasts {duration} from {start}");
        return new TimelineSlice(track, name, e.GetProperty("cat").GetString()!, start, start + duration,
            args.GetProperty("from cycle").GetInt64(), args.GetProperty("to cycle").GetInt64());
    }
}

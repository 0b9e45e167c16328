using System.Globalization;

namespace ActorSim.Cli.Timeline;

/// <summary>The process of the layers: from the first work-item that a core got to the last that retired, on as many lanes as overlap. It stands on top.</summary>
internal sealed class LayerTrack(TimelineJson json, int process, Func<int, int, string> name)
{
    private static readonly CoreEvent OfNoInstruction = new() { Ordinal = -1, Instruction = -1, Tag = CoreEventTag.Retired };
    private readonly List<long> _freeAt = [];

    public void Write(LayerSpans layers, long totalCycles)
    {
        json.Name(process, 0, "layers", place: 0);
        foreach (var ((trace, kernel), span) in layers.All(totalCycles))
        {
            json.Slice(process, Lane(span), name(trace, kernel), "layer", null, span.From, span.To, in OfNoInstruction);
        }
    }

    private int Lane(LayerSpan span)
    {
        var lane = _freeAt.FindIndex(free => free <= span.From);
        if (lane < 0)
        {
            lane = _freeAt.Count;
            _freeAt.Add(0);
            json.Name(process, lane + 1, string.Create(CultureInfo.InvariantCulture, $"layers {lane}"));
        }

        _freeAt[lane] = Math.Max(span.To, span.From + 1);
        return lane + 1;
    }
}

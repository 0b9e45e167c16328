using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>The bound of one link between groups.</summary>
internal sealed class SingleBound(SingleLink link)
{
    public SingleLink Link => link;

    public long Ticks { get; set; }

    /// <returns>Whether it says less than before.</returns>
    public bool Lower(long promise)
    {
        if (promise >= Ticks || link.LosesPromises)
        {
            return false;
        }

        Ticks = promise;
        return true;
    }
}

/// <summary>
/// The bounds of a bundle's fans. A group that sends requests is answered over the bundle back; what comes to it unasked is bounded by the
/// requests of all others, of which the least and, for the group that it belongs to, the second least are kept.
/// </summary>
internal sealed class BundleBound(LinkBundle bundle)
{
    private readonly FanLink[] _fans = [.. bundle.FanLinks];
    private readonly long[] _ticks = new long[bundle.FanLinks.Count];

    // Of a bundle of answers: the same without the requests of the group whose requests may come first.
    private readonly long[] _unasked = bundle.Request is null ? [] : new long[bundle.FanLinks.Count];
    private BundleBound? _request;

    public LinkBundle Bundle => bundle;

    /// <summary>Over all sources.</summary>
    public long Least { get; private set; }

    private long LeastUnasked { get; set; }

    /// <summary>Over all sources but those of <see cref="LeastGroup"/>.</summary>
    private long Second { get; set; }

    private int LeastGroup { get; set; } = -1;

    public void Pair(BundleBound[] all) => _request = Array.Find(all, b => b.Bundle == bundle.Request);

    /// <summary>What a group may hear over this bundle, apart from answers to requests that it has yet to send.</summary>
    public long For(int group) => _request is { } request && request.LeastGroup == group ? LeastUnasked : Least;

    public void Begin()
    {
        for (var f = 0; f < _fans.Length; f++)
        {
            _ticks[f] = _fans[f].LosesPromises ? 0 : long.MaxValue;
        }

        _ticks.AsSpan(0, _unasked.Length).CopyTo(_unasked);
    }

    public void Gather()
    {
        (Least, Second, LeastGroup) = (long.MaxValue, long.MaxValue, -1);
        for (var f = 0; f < _fans.Length; f++)
        {
            var group = _fans[f].Source.Group;
            if (_ticks[f] < Least)
            {
                Second = group == LeastGroup ? Second : Least;
                (Least, LeastGroup) = (_ticks[f], group);
            }
            else if (group != LeastGroup)
            {
                Second = Math.Min(Second, _ticks[f]);
            }
        }

        LeastUnasked = long.MaxValue;
        foreach (var ticks in _unasked)
        {
            LeastUnasked = Math.Min(LeastUnasked, ticks);
        }
    }

    /// <returns>Whether any fan promises less than before.</returns>
    public bool Lower(RoundBounds bounds)
    {
        var lowered = false;
        for (var f = 0; f < _fans.Length; f++)
        {
            var fan = _fans[f];
            if (fan.LosesPromises)
            {
                continue;
            }

            var group = fan.Source.Group;
            if (_request is null)
            {
                lowered |= Lower(ref _ticks[f], bounds.Promise(fan, Math.Min(bounds.LeastOfSingles(group), bounds.LeastOfBundles(group, null))));
                continue;
            }

            var others = Math.Min(bounds.LeastOfSingles(group), bounds.LeastOfBundles(group, bundle.Request));
            lowered |= Lower(ref _ticks[f], bounds.Promise(fan, Math.Min(others, _request.Least)));
            lowered |= Lower(ref _unasked[f], bounds.Promise(fan, Math.Min(others, _request.Second)));
        }

        return lowered;
    }

    private static bool Lower(ref long ticks, long promise)
    {
        if (promise >= ticks)
        {
            return false;
        }

        ticks = promise;
        return true;
    }
}

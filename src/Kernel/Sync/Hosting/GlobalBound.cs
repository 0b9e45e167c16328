namespace ActorSim.Kernel;

/// <summary>
/// While all processes stand still and every event lies in its target's queue: how far each may run. The start is the textbook's bound,
/// the earliest event anywhere plus a link's lookahead; each further pass replaces it by what the link's source can promise given the
/// bounds of the pass before, which looks one link further upstream.
/// </summary>
internal sealed class GlobalBound(ProcessHost[] hosts, LinkChannel[] channels)
{
    private const int MostPasses = 3;

    // How often it is tried whether looking farther upstream pays; the first round is a trial.
    private const int RoundsPerTrial = 64;
    private const double WorthwhileGain = 1.25;
    private readonly long[] _links = new long[channels.Length];
    private readonly long[] _least = new long[hosts.Length];
    private readonly long[] _second = new long[hosts.Length];
    private readonly int[] _slowest = new int[hosts.Length];
    private int _passes = MostPasses;
    private int _rounds;

    /// <summary>Nothing earlier than this will reach <paramref name="host"/>.</summary>
    public long Of(ProcessHost host) => _least[host.Process.Index];

    /// <summary>Nothing earlier than this will be sent over <paramref name="channel"/>.</summary>
    public long Of(LinkChannel channel) => _links[channel.Link.Index];

    /// <summary>Returns false when no event is left anywhere.</summary>
    public bool Compute()
    {
        var first = long.MaxValue;
        foreach (var host in hosts)
        {
            first = Math.Min(first, host.NextTicks);
        }

        if (first == long.MaxValue)
        {
            return false;
        }

        foreach (var channel in channels)
        {
            _links[channel.Link.Index] = channel.Link.LosesPromises ? 0 : Math.Max(channel.Link.Clock.Ticks, channel.Later(first));
        }

        Gather();
        Pass(first);
        return true;
    }

    private void Pass(long first)
    {
        var isTrial = _rounds++ % RoundsPerTrial == 0;
        var passes = isTrial ? MostPasses : _passes;
        double near = 0;

        // A chain of links without lookahead may need more passes before anybody can go on.
        for (var pass = 0; (pass < passes || !AnyReady()) && Improve(); pass++)
        {
            Gather();
            near = pass == 0 ? Reach(first) : near;
        }

        if (isTrial)
        {
            _passes = Reach(first) > near * WorthwhileGain ? MostPasses : 1;
        }
    }

    // How far all processes with events may run, together; "for ever" counts as very far.
    private double Reach(long first)
    {
        const long VeryFar = 1L << 32;
        double reach = 0;
        foreach (var host in hosts)
        {
            reach += host.NextTicks == long.MaxValue ? 0 : Math.Min(VeryFar, Of(host) - first);
        }

        return reach;
    }

    private bool AnyReady()
    {
        foreach (var host in hosts)
        {
            if (host.NextTicks < Of(host))
            {
                return true;
            }
        }

        return false;
    }

    private void Gather()
    {
        Array.Fill(_least, long.MaxValue);
        Array.Fill(_second, long.MaxValue);
        Array.Fill(_slowest, -1);
        foreach (var channel in channels)
        {
            var link = channel.Link.Index;
            var target = channel.Link.Target.Index;
            if (_links[link] < _least[target])
            {
                _second[target] = _least[target];
                _least[target] = _links[link];
                _slowest[target] = link;
            }
            else
            {
                _second[target] = Math.Min(_second[target], _links[link]);
            }
        }
    }

    private bool Improve()
    {
        var improved = false;
        foreach (var channel in channels)
        {
            var link = channel.Link.Index;
            var source = channel.Source;
            var index = source.Process.Index;
            var inputs = channel.Request != null && _slowest[index] == channel.Request.Link.Index ? _second[index] : _least[index];
            var promise = source.Output.Promise(channel, source.NextTicks, inputs);
            if (promise > _links[link] && !channel.Link.LosesPromises)
            {
                _links[link] = promise;
                improved = true;
            }
        }

        return improved;
    }
}

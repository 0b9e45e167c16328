using ActorSim.Kernel;

namespace ActorSim.Bench.Models.Phold;

/// <summary>One process of PHOLD: each job that arrives leaves again, to itself or to a neighbour, after a random delay.</summary>
public sealed class PholdProcess(string name, int index, PholdOptions options, long endTicks) : LogicalProcess(name)
{
    private const int FractionBits = 16;
    private readonly uint _remote = (uint)(options.Remote * (1 << FractionBits));
    private readonly long _lookahead = options.Lookahead;
    private readonly ulong _delays = (2 * (ulong)options.MeanExtraDelay) + 1;
    private Link[] _links = [];
    private ulong _random = options.Seed * 0x9E3779B97F4A7C15UL + (ulong)index;

    /// <summary>Hash of the keys of all handled events, in the order of handling.</summary>
    public ulong Digest { get; private set; } = 14695981039346656037UL;

    /// <summary>Events handled so far.</summary>
    public long Handled { get; private set; }

    public override void Start()
    {
        _links = Outputs.ToArray();
        for (var job = 0; job < options.Population; job++)
        {
            Schedule(new SimTime((long)(NextRandom() % _delays)), 0, job);
        }
    }

    protected override void Handle(in SimEvent e)
    {
        Handled++;
        Digest = (((Digest ^ (ulong)e.Ticks) * 1099511628211UL) ^ e.Order) * 1099511628211UL;
        if (e.Ticks >= endTicks)
        {
            return;
        }

        var random = NextRandom();
        var time = new SimTime(e.Ticks + _lookahead + (long)((random >> 32) * _delays >> 32));
        if ((random & ((1 << FractionBits) - 1)) < _remote)
        {
            var route = (uint)(random >> FractionBits) & 0xFFFF;
            _links[(route * (uint)_links.Length) >> 16].Send(time, 0, e.Kind);
        }
        else
        {
            Schedule(time, 0, e.Kind);
        }
    }

    // SplitMix64 (Steele, Lea, Flood 2014).
    private ulong NextRandom()
    {
        var z = _random += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

using ActorSim.Kernel.Model;

namespace ActorSim.Bench.Models.Phold;

/// <summary>A job on its way: whoever receives it sends it on.</summary>
public sealed class Job : TimedMessage
{
    /// <inheritdoc/>
    protected override bool OutlivesHandling => true;
}

/// <summary>One unit of PHOLD: each job that arrives leaves again, to itself or to a neighbour, after a random delay.</summary>
public sealed class PholdUnit(string name, int index, PholdOptions options, long endTicks) : Unit(name)
{
    private const int FractionBits = 16;
    private readonly uint _remote = (uint)(options.Remote * (1 << FractionBits));
    private readonly long _lookahead = options.Lookahead;
    private readonly ulong _delays = (2 * (ulong)options.MeanExtraDelay) + 1;
    private Link<Job>[] _links = [];
    private ulong _random = options.Seed * 0x9E3779B97F4A7C15UL + (ulong)index;

    /// <summary>Hash of the keys of all handled jobs, in the order of handling.</summary>
    public ulong Digest { get; private set; } = 14695981039346656037UL;

    /// <summary>Jobs handled so far.</summary>
    public long Handled { get; private set; }

    /// <inheritdoc/>
    public override void Start()
    {
        _links = Outputs.Cast<Link<Job>>().ToArray();
        for (var job = 0; job < options.Population; job++)
        {
            Schedule(new SimTime((long)(NextRandom() % _delays)), 0, new Job());
        }
    }

    /// <summary>A job arrived.</summary>
    public void OnJob(Job job)
    {
        Handled++;
        Digest = (((Digest ^ (ulong)job.Time.Ticks) * 1099511628211UL) ^ job.Order) * 1099511628211UL;
        if (job.Time.Ticks >= endTicks)
        {
            return;
        }

        var random = NextRandom();
        var time = new SimTime(job.Time.Ticks + _lookahead + (long)((random >> 32) * _delays >> 32));
        if ((random & ((1 << FractionBits) - 1)) < _remote)
        {
            var route = (uint)(random >> FractionBits) & 0xFFFF;
            _links[(route * (uint)_links.Length) >> 16].Send(job, time, 0);
        }
        else
        {
            Schedule(time, 0, job);
        }
    }

    /// <inheritdoc/>
    public override UnitActor CreateActor() => new PholdActor(this);

    // SplitMix64 (Steele, Lea, Flood 2014).
    private ulong NextRandom()
    {
        var z = _random += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    private sealed class PholdActor(PholdUnit unit) : UnitActor(unit)
    {
        protected override void On(TimedMessage message) => unit.OnJob((Job)message);
    }
}

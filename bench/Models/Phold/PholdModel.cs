using ActorSim.Kernel.Model;

namespace ActorSim.Bench.Models.Phold;

/// <summary>The wiring of a PHOLD run, and the digest of what happened in it.</summary>
public sealed class PholdModel
{
    private readonly List<PholdUnit> _units = [];

    public PholdModel(PholdOptions options)
    {
        Check(options);
        var builder = new TopologyBuilder();
        var jobs = (long)options.Lps * options.Population;
        EndTicks = Math.Max(1, options.Events / Math.Max(1, jobs) * (options.Lookahead + options.MeanExtraDelay));
        for (var i = 0; i < options.Lps; i++)
        {
            _units.Add(builder.Add(new PholdUnit($"lp{i}", i, options, EndTicks), i));
        }

        for (var i = 0; i < options.Lps && options.Remote > 0; i++)
        {
            foreach (var neighbour in Neighbours(i, options))
            {
                builder.Connect<Job>(_units[i], _units[neighbour], options.Lookahead);
            }
        }

        Topology = builder.Build();
    }

    public Topology Topology { get; }

    /// <summary>Jobs that arrive at this time or later do not hop on, in ticks.</summary>
    public long EndTicks { get; }

    /// <summary>The digests of all units, in their order, as one.</summary>
    public ulong Digest => _units.Aggregate(0UL, (sum, p) => (sum * 31) ^ p.Digest ^ (ulong)p.Handled);

    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    private static void Check(PholdOptions options)
    {
        Require(options.Lps >= 1, "lps", options.Lps, ">= 1");
        Require(options.Population >= 0, "population", options.Population, ">= 0");
        Require(options.Lookahead >= 1, "lookahead", options.Lookahead, ">= 1");
        Require(options.Remote is >= 0 and <= 1, "remote", options.Remote, "0 to 1");
        Require(options.Remote == 0 || options.Lps > 1, "remote", options.Remote, "0 with one lp");
        Require(options.MeanExtraDelay >= 0, "mean extra delay", options.MeanExtraDelay, ">= 0");
        Require(options.Degree >= 1 && (options.Degree < options.Lps || options.Remote == 0), "degree", options.Degree, "1 to lps - 1");
    }

    private static void Require(bool holds, string option, object value, string range)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"phold: {option} is {value}, but must be {range}"));
        }
    }

    // Distances 1, 2, 4, ...; where they run out, those not taken yet.
    private static IEnumerable<int> Neighbours(int i, PholdOptions options)
    {
        var distances = new List<int>();
        for (var d = 1; d < options.Lps && distances.Count < options.Degree; d *= 2)
        {
            distances.Add(d);
        }

        for (var d = 3; distances.Count < options.Degree; d++)
        {
            if (!distances.Contains(d))
            {
                distances.Add(d);
            }
        }

        return distances.Select(d => (i + d) % options.Lps);
    }
}

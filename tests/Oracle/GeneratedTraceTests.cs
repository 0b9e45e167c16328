using System.Globalization;
using ActorSim.Actors.Machine;
using Xunit;

namespace ActorSim.Tests.Oracle;

/// <summary>
/// Generated traces on generated machines: the same events in the same cycles as the reference model, or frozen where it is frozen.
/// Everyday runs take some of them; ACTORSIM_NIGHTLY=1 takes all 200, or as many as ACTORSIM_ORACLE_SEEDS=FIRST-LAST says.
/// </summary>
public class GeneratedTraceTests
{
    private const int PerBatch = 25;

    public static TheoryData<int, int> Batches()
    {
        var (first, last) = Seeds();
        var batches = new TheoryData<int, int>();
        for (var seed = first; seed <= last; seed += PerBatch)
        {
            batches.Add(seed, Math.Min(last, seed + PerBatch - 1));
        }

        return batches;
    }

    [ReferenceModelTheory]
    [MemberData(nameof(Batches))]
    public void Events_of_generated_traces_are_the_reference_models(int firstSeed, int lastSeed)
    {
        var cases = Enumerable.Range(firstSeed, lastSeed - firstSeed + 1).Select(GeneratedCases.Make).ToArray();
        var answers = ReferenceModel.Ask(cases);
        var wrong = new List<string>();
        for (var n = 0; n < cases.Length; n++)
        {
            var difference = Difference(cases[n], answers[n].Total, answers[n].Events);
            if (difference is not null)
            {
                wrong.Add($"seed {cases[n].Seed} ({cases[n].Options}): {difference}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Null if our run of the case has that total and these events (all of them, up to where it freezes).</summary>
    public static string? Difference(GeneratedCase generated, string total, string[] expected)
    {
        var events = new EventRecorder();
        string ours;
        try
        {
            ours = OracleRun.Of([(generated.Trace, 0, null)], generated.Machine, events).Cycles.ToString(CultureInfo.InvariantCulture);
        }
        catch (FrozenException)
        {
            ours = "frozen";
        }

        if (ours != total)
        {
            return $"total {ours}, reference {total}{FirstDifference(events.Lines(generated.Trace), expected)}";
        }

        var first = FirstDifference(events.Lines(generated.Trace), expected);
        return first.Length == 0 ? null : $"total {ours}{first}";
    }

    private static string FirstDifference(string[] ours, string[] expected)
    {
        for (var i = 0; i < Math.Max(ours.Length, expected.Length); i++)
        {
            var (a, b) = (i < ours.Length ? ours[i] : "nothing", i < expected.Length ? expected[i] : "nothing");
            if (a != b)
            {
                return $"; event {i}: {a}, reference {b}";
            }
        }

        return "";
    }

    private static (int First, int Last) Seeds()
    {
        if (Environment.GetEnvironmentVariable("ACTORSIM_ORACLE_SEEDS") is { Length: > 0 } range)
        {
            var ends = range.Split('-');
            return (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
        }

        return (1, Environment.GetEnvironmentVariable("ACTORSIM_NIGHTLY") == "1" ? 200 : 25);
    }
}

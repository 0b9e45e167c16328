using ActorSim.Actors.Noc;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Xunit;

namespace ActorSim.Tests.Determinism;

/// <summary>
/// A machine's cycles and digest belong to the trace and the machine, whatever runs them. Everyday runs take a few ways of running each
/// case; ACTORSIM_NIGHTLY=1 takes all of them.
/// </summary>
public class MachineDeterminismTests
{
    private static readonly bool Nightly = Environment.GetEnvironmentVariable("ACTORSIM_NIGHTLY") == "1";

    public static TheoryData<string, string, int, CrossbarKind> Cases()
    {
        var cases = new TheoryData<string, string, int, CrossbarKind>();
        foreach (var load in MachineCase.Loads)
        {
            foreach (var memory in MachineCase.Memories)
            {
                cases.Add(load, memory, 1, CrossbarKind.Reference);
                cases.Add(load, memory, 4, CrossbarKind.Reference);
                cases.Add(load, memory, 4, CrossbarKind.Pipelined);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outcome_is_that_of_the_sequential_run(string load, string memory, int cores, CrossbarKind crossbar)
    {
        AllWaysAgree(new MachineCase(load, memory, cores) { Crossbar = crossbar }, load.Length + cores);
    }

    [Theory]
    [InlineData("gemm256", "fixed", 4, "mesh5x4 xy")]
    [InlineData("tenants", "hbm2", 4, "mesh5x4 adaptive")]
    [InlineData("attention", "hbm2", 4, "torus5x4 adaptive")]
    [InlineData("random", "fixed", 2, "fattree64 nca")]
    [InlineData("embedding", "hbm2", 1, "ring17 dim_order")]
    [InlineData("layernorm", "fixed", 4, "cmesh3x2c4 o1turn")]
    public void Outcome_behind_a_network_is_that_of_the_sequential_run(string load, string memory, int cores, string network) =>
        AllWaysAgree(new MachineCase(load, memory, cores) { Network = network }, load.Length + cores);

    private static void AllWaysAgree(MachineCase machine, int turn)
    {
        var expected = machine.Run(Synchronizers.Create(Synchronizers.Sequential));
        Assert.Null(machine.Run(Synchronizers.Create(Synchronizers.Sequential)).DifferenceTo(expected));
        var wrong = new List<string>();
        foreach (var (sync, workers, partition, shuffle) in Ways(turn))
        {
            var difference = Difference(machine, Synchronizers.Create(sync, workers, partition, shuffle), expected);
            if (difference is not null)
            {
                wrong.Add($"{sync}, {workers} workers, {partition}, shuffle {shuffle}: {difference}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // A failure belongs in the same list as a wrong outcome: one run of the whole matrix shows everything that is wrong.
    private static string? Difference(MachineCase machine, ISynchronizer synchronizer, MachineOutcome expected)
    {
        try
        {
            return machine.Run(synchronizer).DifferenceTo(expected);
        }
        catch (Exception e) when (e is SynchronizationException or UnitFailedException)
        {
            return e.ToString();
        }
    }

    private static IEnumerable<(string Sync, int Workers, string Partition, int? Shuffle)> Ways(int turn)
    {
        var all = new List<(string, int, string, int?)>();
        foreach (var sync in new[] { Synchronizers.Rounds, Synchronizers.Auto })
        {
            foreach (var workers in new[] { 1, 2, 4, 8 })
            {
                foreach (var partition in PartitionPolicy.Names)
                {
                    all.Add((sync, workers, partition, null));
                    all.Add((sync, workers, partition, workers));
                    all.Add((sync, workers, partition, 100 + workers));
                }
            }
        }

        // 17 shares no factor with the number of ways, so that the cases' choices spread over all of them.
        return Nightly ? all : Enumerable.Range(0, 4).Select(n => all[(n + (4 * turn)) * 17 % all.Count]);
    }
}

using ActorSim.Kernel.Dispatch;
using ActorSim.Tests.Laws;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>A core and its systolic arrays: whom a preload goes to, who holds a weight slot, and until when.</summary>
public abstract class CoreArrayProtocol(string sync) : ProtocolSuite(sync)
{
    private const string Preload = ", 10 overlapping 10";
    private const string Matmul = ", 40 overlapping 10, reads weights";

    [Fact]
    public void Preloads_go_to_the_arrays_in_turn_and_their_matmuls_stay_with_them()
    {
        using var core = new CoreBench(Bench, arrays: 2, weightDepth: 2);
        core.Assign(Pairs(3));
        Bench.Begin();
        core.Arrays[0].Hears(HalfAfter(1), "OperationIssued 0" + Preload);
        core.Arrays[1].Hears(HalfAfter(2), "OperationIssued 2" + Preload);
        core.Arrays[0].Hears(HalfAfter(3), "OperationIssued 4" + Preload);
        core.Arrays[0].Hears(HalfAfter(4), "OperationIssued 1" + Matmul);
        core.Arrays[1].Hears(HalfAfter(5), "OperationIssued 3" + Matmul);
        core.Arrays[0].Hears(HalfAfter(6), "OperationIssued 5" + Matmul);
        Bench.End();
    }

    /// <summary>A slot per array: the third preload has none before one of the matmuls has read its weights.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    public void Preload_without_a_free_slot_is_issued_in_the_step_in_which_weights_are_read(int array, int matmul)
    {
        using var core = new CoreBench(Bench, arrays: 2, weightDepth: 1);
        core.Assign(Pairs(3));
        core.WeightsRead(core.Arrays[array], matmul, 50);
        Bench.Begin();
        core.Arrays[0].Hears(HalfAfter(1), "OperationIssued 0" + Preload);
        core.Arrays[1].Hears(HalfAfter(2), "OperationIssued 2" + Preload);
        core.Arrays[0].Hears(HalfAfter(3), "OperationIssued 1" + Matmul);
        core.Arrays[1].Hears(HalfAfter(4), "OperationIssued 3" + Matmul);
        core.Arrays[array].HearsNothingBefore(HalfAfter(50));
        core.Arrays[array].Hears(HalfAfter(50), "OperationIssued 4" + Preload);
        core.Arrays[array].Hears(HalfAfter(51), "OperationIssued 5" + Matmul);
        Bench.End();
    }

    [Fact]
    public void Slot_is_held_until_the_last_matmul_has_read_its_weights()
    {
        using var core = new CoreBench(Bench, arrays: 1, weightDepth: 1);
        var work = new MicroTrace();
        var (first, second) = (work.Weights(), work.Weights());
        var sum = work.Buffer(64);
        core.Assign(work.Item().Preload(first, 10).Matmul(first, sum, 40, 10).Matmul(first, sum, 40, 10)
            .Preload(second, 10).Matmul(second, sum, 40, 10));
        core.WeightsRead(core.Arrays[0], 1, 40);
        core.WeightsRead(core.Arrays[0], 2, 70);
        Bench.Begin();
        core.Arrays[0].Hears(HalfAfter(1), "OperationIssued 0" + Preload);
        core.Arrays[0].Hears(HalfAfter(2), "OperationIssued 1" + Matmul);
        core.Arrays[0].Hears(HalfAfter(3), "OperationIssued 2" + Matmul);
        core.Arrays[0].HearsNothingBefore(HalfAfter(70));
        core.Arrays[0].Hears(HalfAfter(70), "OperationIssued 3" + Preload);
        Bench.End();
    }

    /// <summary>The depth itself is legal: as many preloads as slots wait for nobody.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void As_many_preloads_as_slots_wait_for_nobody_and_one_more_waits(int depth)
    {
        using var core = new CoreBench(Bench, arrays: 1, weightDepth: depth);
        core.Assign(Pairs(depth + 1));
        Bench.Begin();
        for (var p = 0; p < depth; p++)
        {
            core.Arrays[0].Hears(HalfAfter(1 + p), $"OperationIssued {2 * p}{Preload}");
        }

        for (var p = 0; p < depth; p++)
        {
            core.Arrays[0].Hears(HalfAfter(1 + depth + p), $"OperationIssued {(2 * p) + 1}{Matmul}");
        }

        Bench.End();
        Assert.Empty(core.Arrays[0].Rest());
        Assert.Contains("slot", core.Core.DescribeWait(), StringComparison.Ordinal);
    }

    [Fact]
    public void Matmul_waits_for_its_preloads_issue_and_a_reader_for_the_matmuls_end()
    {
        using var core = new CoreBench(Bench);
        var work = new MicroTrace();
        var weights = work.Weights();
        var sum = work.Buffer(64);
        core.Assign(work.Item().Preload(weights, 10).Matmul(weights, sum, 40, 10).Vector(5, [sum], []));
        core.Done(core.Arrays[0], 0, 12);
        core.WeightsRead(core.Arrays[0], 1, 32);
        core.Done(core.Arrays[0], 1, 43);
        Bench.Begin();
        core.Arrays[0].Hears(HalfAfter(1), "OperationIssued 0" + Preload);
        core.Arrays[0].Hears(HalfAfter(2), "OperationIssued 1" + Matmul);
        core.Vector.HearsNothingBefore(HalfAfter(43));
        core.Vector.Hears(HalfAfter(43), "OperationIssued 2, 5 overlapping 0");
        Bench.End();
    }

    // Preload and matmul, each pair with weights and a sum of its own.
    private static MicroTrace Pairs(int count)
    {
        var work = new MicroTrace().Item();
        for (var p = 0; p < count; p++)
        {
            var weights = work.Weights();
            work.Preload(weights, 10).Matmul(weights, work.Buffer(64), 40, 10);
        }

        return work;
    }
}

public sealed class CoreArrayProtocolSequential() : CoreArrayProtocol(Synchronizers.Sequential);

public sealed class CoreArrayProtocolInRounds() : CoreArrayProtocol(Synchronizers.Rounds);

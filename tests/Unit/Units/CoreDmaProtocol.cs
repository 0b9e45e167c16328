using ActorSim.Kernel.Dispatch;
using ActorSim.Tests.Laws;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>A core and its DMA engine: issue, injected, data ready; who waits for which of them.</summary>
public abstract class CoreDmaProtocol(string sync) : ProtocolSuite(sync)
{
    private const string Reader = ", 5 overlapping 0";

    [Fact]
    public void Transfer_reaches_the_engine_at_the_edge_after_its_issue()
    {
        using var core = new CoreBench(Bench);
        var work = new MicroTrace();
        core.Assign(work.Item().Load(work.Buffer(64), 2).Store(work.Buffer(96), 3));
        Bench.Begin();
        core.Dma.HearsNothingBefore(Edge(2));
        core.Dma.Hears(Edge(2), "TransferIssued 0, load of 64");
        core.Dma.Hears(Edge(3), "TransferIssued 1, store of 96");
        Bench.End();
    }

    /// <summary>A synchronous load ends with its data: what it says of injection moves nobody.</summary>
    [Fact]
    public void Reader_of_a_sync_load_waits_for_the_data()
    {
        using var core = new CoreBench(Bench);
        var work = new MicroTrace();
        var data = work.Buffer(64);
        core.Assign(work.Item().Load(data, 2).Vector(5, [data], []));
        core.Injected(0, 5);
        core.DataReady(0, 90);
        Bench.Begin();
        core.Vector.HearsNothingBefore(HalfAfter(90));
        core.Vector.Hears(HalfAfter(90), "OperationIssued 1" + Reader);
        Bench.End();
        Assert.Equal((90, 91), (core.Labels.Finished(0), core.Labels.Issued(1)));
    }

    /// <summary>The barrier of an asynchronous load wakes with the label after that of the data, and its reader is issued in that step.</summary>
    [Fact]
    public void Barrier_ends_a_cycle_after_the_data()
    {
        using var core = new CoreBench(Bench);
        core.Assign(AsyncLoadBarrierReader());
        core.Injected(0, 5);
        core.DataReady(0, 90);
        Bench.Begin();
        core.Vector.HearsNothingBefore(HalfAfter(90));
        core.Vector.Hears(HalfAfter(90), "OperationIssued 2" + Reader);
        Bench.End();
        Assert.Equal((6, 91, 91), (core.Labels.Issued(1), core.Labels.Finished(1), core.Labels.Issued(2)));
    }

    /// <summary>The barrier is an instruction: it is issued in the step in which the load is injected, not before.</summary>
    [Fact]
    public void Barrier_on_data_that_are_there_ends_with_its_issue()
    {
        using var core = new CoreBench(Bench);
        core.Assign(AsyncLoadBarrierReader());
        core.DataReady(0, 30);
        core.Injected(0, 31);
        Bench.Begin();
        core.Vector.HearsNothingBefore(HalfAfter(32));
        core.Vector.Hears(HalfAfter(32), "OperationIssued 2" + Reader);
        Bench.End();
        Assert.Equal((32, 32, 33), (core.Labels.Issued(1), core.Labels.Finished(1), core.Labels.Issued(2)));
    }

    [Fact]
    public void Store_waits_for_its_writer_and_is_done_when_injected()
    {
        using var core = new CoreBench(Bench);
        var work = new MicroTrace();
        var data = work.Buffer(64);
        core.Assign(work.Item().Vector(5, [], [data]).Store(data, 2));
        core.Done(core.Vector, 0, 60);
        core.Injected(1, 65);
        core.DataReady(1, 200);
        Bench.Begin();
        core.Dma.HearsNothingBefore(Edge(61));
        core.Dma.Hears(Edge(61), "TransferIssued 1, store of 64");
        core.Scheduler.Hears(HalfBefore(66), "WorkItemRetired 0 by 0");
        Bench.End();
    }

    /// <summary>The acknowledgement of a store comes when its work-item is long gone; the run waits for it.</summary>
    [Fact]
    public void Acknowledgement_after_the_retirement_ends_the_run_and_moves_nobody()
    {
        using var core = new CoreBench(Bench);
        var work = new MicroTrace();
        core.Assign(work.Item().Store(work.Buffer(64), 2));
        core.Injected(0, 4);
        core.DataReady(0, 200);
        Bench.Begin();
        core.Scheduler.Hears(HalfBefore(5), "WorkItemRetired 0 by 0");
        Bench.Wind(Edge(200));
        Assert.Equal(Bench.IsWound ? 5 : 201, core.Core.EndCycle);
        Bench.End();
        Assert.Equal(201, core.Core.EndCycle);
        Assert.Empty(core.Scheduler.Rest());
    }

    /// <summary>Full to the byte is legal; one request more waits for the reader that frees the first.</summary>
    [Theory]
    [InlineData(128, 2)]
    [InlineData(127, 40)]
    public void Load_that_does_not_fit_waits_for_the_issue_of_the_last_reader(long spadBytes, long step)
    {
        using var core = new CoreBench(Bench, spadBytes: spadBytes);
        var work = new MicroTrace();
        var (a, b) = (work.Buffer(64), work.Buffer(64));
        core.Assign(work.Item().Load(a, 2).Vector(5, [a], []).Load(b, 2).Vector(5, [b], []));
        core.DataReady(0, 39);
        Bench.Begin();
        core.Dma.Hears(Edge(2), "TransferIssued 0, load of 64");
        core.Dma.Hears(Edge(step + 1), "TransferIssued 2, load of 64");
        Bench.End();
    }

    private static MicroTrace AsyncLoadBarrierReader()
    {
        var work = new MicroTrace();
        var data = work.Buffer(64);
        return work.Item().Load(data, 2, slot: 0).Barrier(0, data).Vector(5, [data], []);
    }
}

public sealed class CoreDmaProtocolSequential() : CoreDmaProtocol(Synchronizers.Sequential);

public sealed class CoreDmaProtocolInRounds() : CoreDmaProtocol(Synchronizers.Rounds);

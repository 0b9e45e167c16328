using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using ActorSim.Tests.Laws;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>
/// A core and everybody it talks to. A work-item that arrives at edge 1 is first scanned in step 1; what step k issues, a compute unit hears
/// half a cycle after edge k and the DMA engine at edge k + 1.
/// </summary>
public abstract class CoreProtocol(string sync) : ProtocolSuite(sync)
{
    [Fact]
    public void One_instruction_per_step_each_to_the_unit_of_its_kind()
    {
        using var core = new CoreBench(Bench);
        core.Assign(new MicroTrace().Item().Vector(5, [], []).Compute(ComputeUnit.CrossLane, 7, 2, [], []).Vector(6, [], []));
        Bench.Begin();
        core.Vector.HearsNothingBefore(HalfAfter(1));
        core.Vector.Hears(HalfAfter(1), "OperationIssued 0, 5 overlapping 0");
        core.CrossLane.Hears(HalfAfter(2), "OperationIssued 1, 7 overlapping 2");
        core.Vector.Hears(HalfAfter(3), "OperationIssued 2, 6 overlapping 0");
        Bench.End();
    }

    [Fact]
    public void Operation_without_cost_ends_at_once_and_leaves_the_step_to_others()
    {
        using var core = new CoreBench(Bench);
        core.Assign(new MicroTrace().Item().Vector(0, [], []).Vector(5, [], []));
        Bench.Begin();
        core.Vector.Hears(HalfAfter(1), "OperationIssued 1, 5 overlapping 0");
        Bench.End();
        Assert.Empty(core.Vector.Rest());
        Assert.Equal((2, 2), (core.Labels.Issued(0), core.Labels.Finished(0)));
    }

    [Fact]
    public void Reader_is_issued_in_the_step_in_which_the_writer_is_done()
    {
        using var core = new CoreBench(Bench);
        var work = new MicroTrace();
        var value = work.Buffer(64);
        core.Assign(work.Item().Vector(5, [], [value]).Vector(6, [value], []));
        core.Done(core.Vector, 0, 60);
        Bench.Begin();
        core.Vector.Hears(HalfAfter(1), "OperationIssued 0, 5 overlapping 0");
        core.Vector.HearsNothingBefore(HalfAfter(60));
        core.Vector.Hears(HalfAfter(60), "OperationIssued 1, 6 overlapping 0");
        Bench.End();
    }

    [Fact]
    public void Work_item_is_back_half_a_cycle_before_the_step_after_its_end()
    {
        using var core = new CoreBench(Bench);
        core.Assign(new MicroTrace().Item().Vector(5, [], []));
        core.Done(core.Vector, 0, 60);
        Bench.Begin();
        core.Scheduler.HearsNothingBefore(HalfBefore(61));
        core.Scheduler.Hears(HalfBefore(61), "WorkItemRetired 0 by 0");
        Bench.End();
    }

    [Fact]
    public void One_work_item_retires_per_step_and_none_in_a_step_with_an_issue()
    {
        using var core = new CoreBench(Bench);
        var work = new MicroTrace();
        work.Item().Vector(5, [], []).Item().Vector(5, [], []).Vector(6, [], []);
        core.Assign(work);
        core.Done(core.Vector, 0, 3);
        core.Vector.Says(ReportOf(core), new Actors.Protocol.OperationDone { Handle = new(1, 0) }, Edge(40), 1);
        core.Vector.Says(ReportOf(core), new Actors.Protocol.OperationDone { Handle = new(1, 1) }, Edge(41), 1);
        Bench.Begin();
        core.Vector.Hears(HalfAfter(1), "OperationIssued 0, 5 overlapping 0");
        core.Vector.Hears(HalfAfter(2), "OperationIssued 0, 5 overlapping 0");
        core.Vector.Hears(HalfAfter(3), "OperationIssued 1, 6 overlapping 0");
        core.Scheduler.Hears(HalfBefore(5), "WorkItemRetired 0 by 0");
        core.Scheduler.Hears(HalfBefore(42), "WorkItemRetired 1 by 0");
        Bench.End();
    }

    private static Link<Actors.Protocol.OperationReport> ReportOf(CoreBench core) =>
        (Link<Actors.Protocol.OperationReport>)core.Vector.Unit.Outputs[0];
}

public sealed class CoreProtocolSequential() : CoreProtocol(Synchronizers.Sequential);

public sealed class CoreProtocolInRounds() : CoreProtocol(Synchronizers.Rounds);

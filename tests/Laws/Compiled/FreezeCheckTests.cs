using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Laws.Compiled;

/// <summary>What <c>trace check --system</c> says of small traces (docs/scheduling.md).</summary>
public sealed class FreezeCheckTests
{
    private const int Requests = 4;
    private const long Bytes = Requests * 32;

    [Fact]
    public void A_work_item_whose_two_operands_do_not_fit_together_freezes_alone()
    {
        var trace = new MicroTrace();
        var (a, b, y) = (trace.Buffer(Bytes), trace.Buffer(Bytes), trace.Buffer(Bytes));
        trace.Item(2 * Bytes).Load(a, Requests).Load(b, Requests).Vector(4, [a, b], [y]).Store(y, Requests);
        Assert.Contains("work-item 0 of kernel 0 alone: record 1 needs 128 bytes", Verdict(trace, Bytes + 1));
        Assert.Null(Verdict(trace, 3 * Bytes));
    }

    [Fact]
    public void Two_work_items_that_state_less_than_they_hold_freeze_together()
    {
        var trace = new MicroTrace();
        var (a, b, y) = (trace.Buffer(Bytes), trace.Buffer(Bytes), trace.Buffer(Bytes));
        for (var n = 0; n < 2; n++) trace.Item(1).Load(a, Requests).Vector(4, [a], [y]).Load(b, Requests).Vector(4, [b, y], [a]).Store(a, Requests);
        Assert.Null(Verdict(trace, 6 * Bytes));
        Assert.Contains("on one core", Verdict(trace, 3 * Bytes));
    }

    [Fact]
    public void A_preload_that_runs_ahead_of_one_its_matmul_waits_for_freezes()
    {
        var trace = new MicroTrace();
        var (x, p, w) = (trace.Buffer(Bytes), trace.Buffer(Bytes), trace.Weights());
        var (first, second, third) = (trace.Buffer(Bytes), trace.Buffer(Bytes), trace.Buffer(Bytes));
        trace.Item(8 * Bytes).Load(x, Requests).Vector(1, [], [first]).Preload(w, 4, x).Matmul(w, first, 8, 4, x).Vector(2, [first], [p])
            .Vector(1, [], [second]).Preload(w, 4, p).Matmul(w, second, 8, 4, x).Vector(2, [second], [third])
            .Preload(w, 4, x).Matmul(w, third, 8, 4, x).Store(third, Requests);
        Assert.Contains("waits for a weight slot, and all 1 are held", Verdict(trace, 16 * Bytes));
    }

    private static string? Verdict(MicroTrace trace, long spadBytes)
    {
        var check = new FreezeCheck(new CoreSpec(1, 1, spadBytes), 1);
        var program = new TraceProgram("micro", 0);
        using var reader = new TraceReader(new MemoryStream(trace.ToBytes()));
        while (reader.Read())
        {
            if (reader.Kind == TraceObjectKind.Buffer)
            {
                program.Add(reader.Buffer);
                check.Buffer(reader.Buffer);
            }
            else if (reader.Kind == TraceObjectKind.TileCost) program.Add(reader.TileCost);
            else if (reader.Kind == TraceObjectKind.WorkItem && check.WorkItem(reader.TakeWorkItem(), program) is { } frozen) return frozen;
        }

        return null;
    }
}

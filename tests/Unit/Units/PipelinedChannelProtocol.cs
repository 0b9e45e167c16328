using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Dispatch;
using ActorSim.Tests.Laws;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>A memory channel behind a pipelined crossbar: batches say when requests and answers come, a crossing after their push.</summary>
public abstract class PipelinedChannelProtocol(string sync) : ProtocolSuite(sync)
{
    private const int Crossing = ChannelBench.Latency;

    [Fact]
    public void Lone_request_is_answered_as_soon_as_by_the_reference_and_heard_of_a_crossing_later()
    {
        var bench = new ChannelBench(Bench, crossbar: CrossbarKind.Pipelined);
        bench.Asks(0, false, (20, 0));
        Bench.Begin();
        bench.Engines[0].HearsNothingBefore(HalfAfter(20 + ChannelBench.Trip + Crossing));
        bench.Engines[0].Hears(HalfAfter(20 + ChannelBench.Trip + Crossing), "ResponseBatch 142@0");
        Bench.End();
    }

    /// <summary>The reference's would come a cycle after the first, whenever it is pushed while that waits.</summary>
    [Theory]
    [InlineData(21)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(200)]
    public void Second_request_of_a_port_has_its_whole_crossing_before_it(long push)
    {
        var bench = new ChannelBench(Bench, enginesOnlyReact: false, crossbar: CrossbarKind.Pipelined);
        var heard = Listen(bench);
        bench.Asks(new RequestTag(0, 0, false), (20, 0));
        bench.Asks(new RequestTag(0, 1, false), (push, 0));
        Bench.Begin();
        Bench.End();
        Assert.Equal([(0, 20L + ChannelBench.Trip + Crossing), (1, push + ChannelBench.Trip + Crossing)], heard[0]);
    }

    [Theory]
    [InlineData(1, true, CrossbarKind.Pipelined)]
    [InlineData(2, false, CrossbarKind.Pipelined)]
    [InlineData(3, false, CrossbarKind.Pipelined)]
    [InlineData(4, true, CrossbarKind.Reference)]
    [InlineData(5, false, CrossbarKind.Reference)]
    public void Every_request_is_answered_once_in_the_cycle_of_the_rule(int seed, bool enginesOnlyReact, CrossbarKind crossbar)
    {
        const int cores = 3;
        var bench = new ChannelBench(Bench, cores, enginesOnlyReact, crossbar: crossbar);
        var heard = Listen(bench);
        var pushes = Draw(new Random(seed), cores);
        foreach (var batch in pushes.GroupBy(p => (p.Core, p.Slot)))
        {
            bench.Asks(new RequestTag(batch.Key.Core, batch.Key.Slot, false), [.. batch.Select(p => (p.Cycle, p.Port))]);
        }

        Bench.Begin();
        Bench.End();
        var spec = new CrossbarSpec(Crossing, crossbar);
        var expected = Expected(pushes, cores, spec);
        Assert.Equal(expected.Order(), heard.SelectMany((slots, core) => slots.Select(s => (core, s.Slot, s.Cycle - spec.LinkCycles))).Order());
        Assert.Equal((pushes.Count, 0L), (bench.Channel.Stats.Reads, bench.Channel.Stats.Writes));
    }

    // By core: the slot of each answer, and when it comes to the port's queue.
    private static List<(int Slot, long Cycle)>[] Listen(ChannelBench bench)
    {
        var heard = bench.Engines.Select(_ => new List<(int, long)>()).ToArray();
        foreach (var (engine, list) in bench.Engines.Zip(heard))
        {
            engine.Unit.Answer = message => list.AddRange(message is ResponseBatch batch
                ? batch.Responses.Take(batch.Count).Select(r => (r.Slot, batch.BaseCycle + r.CycleOffset))
                : []);
        }

        return heard;
    }

    // Bursts and pauses; a port pushes at most one per cycle, a batch has up to eight.
    private static List<(int Core, int Slot, long Cycle, int Port)> Draw(Random random, int cores)
    {
        var pushes = new List<(int, int, long, int)>();
        for (var core = 0; core < cores; core++)
        {
            var (slot, left) = (0, 4);
            for (long cycle = 20; cycle < 400; cycle++)
            {
                for (var port = 0; port < ChannelBench.Ports; port++)
                {
                    if (random.NextDouble() < (cycle / 50 % 2 == 0 ? 0.25 : 0.03))
                    {
                        pushes.Add((core, slot, cycle, port));
                        (slot, left) = --left > 0 ? (slot, left) : (slot + 1, random.Next(1, 9));
                    }
                }
            }
        }

        return pushes;
    }

    // Core, slot and cycle of the push of each answer.
    private static List<(int Core, int Slot, long Cycle)> Expected(List<(int Core, int Slot, long Cycle, int Port)> pushes, int cores, CrossbarSpec spec)
    {
        var slow = new SlowCrossbar(spec, cores * ChannelBench.Ports);
        var answers = new List<(int, int, long)>();
        for (long cycle = 0; answers.Count < pushes.Count; cycle++)
        {
            for (var i = 0; i < pushes.Count; i++)
            {
                if (pushes[i].Cycle == cycle)
                {
                    slow.Push(cycle, (pushes[i].Core * ChannelBench.Ports) + pushes[i].Port, i);
                }
            }

            // One is taken per cycle, so that neither the entry stage nor the way back holds any up.
            if (slow.Take(cycle) is var taken and >= 0)
            {
                answers.Add((pushes[taken].Core, pushes[taken].Slot, cycle + ChannelBench.Trip - Crossing));
            }
        }

        return answers;
    }
}

public sealed class PipelinedChannelProtocolSequential() : PipelinedChannelProtocol(Synchronizers.Sequential);

public sealed class PipelinedChannelProtocolInRounds() : PipelinedChannelProtocol(Synchronizers.Rounds);

using ActorSim.Actors.Core;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Noc;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>What must add up in every run, whatever the trace and the clocks.</summary>
public class ConservationTests
{
    [Theory]
    [InlineData(1, CrossbarKind.Reference)]
    [InlineData(2, CrossbarKind.Reference)]
    [InlineData(3, CrossbarKind.Reference)]
    [InlineData(1, CrossbarKind.Pipelined)]
    [InlineData(3, CrossbarKind.Pipelined)]
    public void Cycles_requests_and_instructions_add_up(int clocks, CrossbarKind crossbar)
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            var generated = GeneratedCases.Make(seed);
            var machine = generated.Machine with { SpadKb = 16384, Crossbar = crossbar };
            machine = clocks switch
            {
                1 => machine,
                2 => machine with { DramHz = 1_066_000_000, NocHz = 700_000_000 },
                _ => machine with { CoreHz = 500_000_000, NocHz = 1_500_000_000, DramHz = 330_000_000 },
            };
            try
            {
                Check(OracleRun.Of(generated.Trace, machine));
            }
            catch (FrozenException e)
            {
                // Weight slots can wedge whatever the scratchpad.
                Assert.Contains("waits for a weight slot", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_same_factor_on_all_clocks_changes_nothing()
    {
        var trace = Fixture.Togsim("gemm256_t128");
        var once = OracleRun.Of(trace, new OracleMachine { Cores = 2 });
        const long hz = OracleMachine.Hz * 3;
        var thrice = OracleRun.Of(trace, new OracleMachine { Cores = 2, CoreHz = hz, NocHz = hz, DramHz = hz });
        Assert.Equal((once.Cycles, once.Result.Digest), (thrice.Cycles, thrice.Result.Digest));
    }

    [Fact]
    public void A_shorter_crossing_is_never_slower_on_a_gemm()
    {
        var trace = Fixture.Togsim("gemm256_t128");
        int[] latencies = [1, 2, 10, 50, 400];
        var cycles = latencies.Select(l => OracleRun.Of(trace, new OracleMachine { NocLatency = l, Crossbar = CrossbarKind.Pipelined }).Cycles).ToArray();
        Assert.Equal(cycles.Order(), cycles);
        Assert.True(cycles[0] < cycles[^1]);
    }

    [Fact]
    public void Faster_memory_and_faster_interconnect_are_never_slower_on_a_gemm()
    {
        var trace = Fixture.Togsim("gemm256_t128");
        long Cycles(long noc, long dram) => OracleRun.Of(trace, new OracleMachine { NocHz = noc, DramHz = dram }).Cycles;
        long[] clocks = [300_000_000, 470_000_000, 940_000_000, 1_050_000_000, 1_880_000_000];
        var byDram = clocks.Select(hz => Cycles(OracleMachine.Hz, hz)).ToArray();
        var byNoc = clocks.Select(hz => Cycles(hz, OracleMachine.Hz)).ToArray();
        Assert.Equal(byDram.OrderDescending(), byDram);
        Assert.Equal(byNoc.OrderDescending(), byNoc);
        Assert.True(byDram[0] > byDram[^1] && byNoc[0] > byNoc[^1]);
    }

    private static void Check(OracleRun run)
    {
        long requests = 0;
        foreach (var (core, arrays, vector, crossLane, dma) in run.Machine.Cores)
        {
            var stalls = Enum.GetValues<StallCause>().Select(core.Stats.StallCycles).ToArray();
            Assert.All(stalls, s => Assert.True(s >= 0));
            Assert.Equal(run.Cycles, core.Stats.IssueCycles + stalls.Sum());
            foreach (var unit in arrays.Append(vector).Append(crossLane))
            {
                Assert.InRange(unit.Stats.BusyCycles + unit.Stats.BubbleCycles, 0, run.Cycles);
            }

            Assert.Equal(dma.Stats.ReadRequests + dma.Stats.WriteRequests, dma.Stats.Responses);
            Assert.Equal(0, dma.InFlight);
            Assert.Empty(core.Resident);
            requests += dma.Stats.Responses;
        }

        Assert.Equal(requests, run.Machine.Channels.Sum(c => c.Stats.Reads + c.Stats.Writes));
        Assert.Equal(run.Machine.Scheduler.Stats.WorkItemsHandedOut, run.Machine.Cores.Sum(c => c.Core.Stats.WorkItems));
    }
}

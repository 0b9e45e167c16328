using ActorSim.Actors.Machine;
using ActorSim.Actors.Protocol;
using ActorSim.Actors.Scheduler;
using ActorSim.Dram;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Failure;

/// <summary>Policies and standards that a host brings along, where they do not fit.</summary>
public class HostPartsTests
{
    private const long GigaHertz = 1_000_000_000;
    private static readonly MachineSpec Fits = new OracleMachine { DramHz = GigaHertz, Dram = DramCatalog.Standard }.ToSpec();

    [Fact]
    public void Standard_that_fits_is_taken() => MachineSpecRules.Check(Fits);

    [Fact]
    public void Burst_of_another_size_than_requests_is_refused() => Refused(
        Fits with { Dma = Fits.Dma with { RequestBytes = 64 } }, "dma.request-bytes = 64 bytes, but a burst of HBM2-2000 moves 32");

    [Theory]
    [InlineData(999_500_000, true)]
    [InlineData(998_000_000, false)]
    public void Clock_that_is_not_the_standard_s_is_refused(long hz, bool isTaken)
    {
        var spec = Fits with { DramHz = hz };
        if (isTaken)
        {
            MachineSpecRules.Check(spec);
        }
        else
        {
            Refused(spec, "dram.clock = 998000000 Hz, but the cycles of HBM2-2000 are 1000 ps; set it to 1000000000");
        }
    }

    [Fact]
    public void Policy_of_one_s_own_is_found_by_its_name_and_only_by_a_free_one()
    {
        MachineSpecRules.Check(Fits with { Scheduler = Own("mine", "mine") });
        Refused(Fits with { Scheduler = Own("mine", "yours") }, "scheduler.policy = 'mine' is not known; one of: round-robin, first-free, blocked, cost-aware, yours");
        Refused(Fits with { Scheduler = Own("blocked", "blocked") }, "a policy of your own may not be called as one of the catalog");
    }

    private static SchedulerSpec Own(string policy, string name) => SchedulerSpec.Default with
    {
        Policy = policy,
        OwnPolicies = new Dictionary<string, Func<SchedulerSpec, IDispatchPolicy>> { [name] = static _ => new AlwaysFirst() },
    };

    private static void Refused(MachineSpec spec, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidSystemException>(() => MachineSpecRules.Check(spec)).Message, StringComparison.Ordinal);

    private sealed class AlwaysFirst : IDispatchPolicy
    {
        public int Choose(ReadOnlySpan<long> load, long sequence) => 0;
    }
}

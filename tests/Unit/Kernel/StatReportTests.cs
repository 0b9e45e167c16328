using ActorSim.Kernel.Stats;
using Xunit;

namespace ActorSim.Tests.Unit;

public class StatReportTests
{
    [Fact]
    public void A_law_that_holds_is_silent() => Report(idle: 20).Verify();

    [Fact]
    public void A_broken_law_names_section_parts_and_values()
    {
        var exception = Assert.Throws<ConservationException>(() => Report(idle: 21).Verify());
        Assert.Equal(["core0: busy 70 cycles + stall 10 cycles + idle 21 cycles = 101, but total 100 cycles"], exception.Violations);
    }

    [Fact]
    public void Sections_and_numbers_keep_their_order()
    {
        var report = Report(idle: 20);
        report.Section("a later one");
        Assert.Equal(["core0", "a later one"], report.Sections.Select(s => s.Name));
        Assert.Equal(["total", "busy", "stall", "idle"], report.Section("core0").Stats.Select(s => s.Name));
    }

    [Fact]
    public void A_name_taken_in_the_section_is_refused() =>
        Assert.Throws<ArgumentException>(() => Report(idle: 20).Section("core0").Add<Units.Count>("busy", 1, "twice"));

    private static StatReport Report(long idle)
    {
        var report = new StatReport();
        var core = report.Section("core0");
        var total = core.Add<Units.Cycles>("total", 100, "From the first to the last event of the run.");
        core.Conserve(
            total,
            core.Add<Units.Cycles>("busy", 70, "With at least one instruction in a unit."),
            core.Add<Units.Cycles>("stall", 10, "Waiting for memory."),
            core.Add<Units.Cycles>("idle", idle, "Without a work-item."));
        return report;
    }
}

using ActorSim.Noc.Replay;
using ActorSim.Noc.Routers;
using ActorSim.Noc.Simulation;
using Xunit;

namespace ActorSim.Tests.Oracle.Noc;

/// <summary>Scenarios of BookSim 2: every packet's cycles and every flit's events are equal.</summary>
public class BooksimScenarioTests
{
    private static readonly Lazy<IReadOnlyList<Scenario>> All = new(() => ScenarioFile.Read(BooksimRecord.Scenarios));

    // Up ports are drawn at random: routers differ, cycles do not.
    private static readonly string[] Random = ["s49"];

    public static TheoryData<string> Names() => new(All.Value.Select(s => s.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_packet_is_injected_and_arrives_in_the_recorded_cycles(string name)
    {
        var packets = ScenarioRun.Replay(Find(name));
        Assert.Equal(BooksimRecord.Packets(name), packets.Select(p => FormattableString.Invariant(
            $"{p.Tag},{p.HeadInjected},{p.TailInjected},{p.HeadArrived},{p.TailArrived},{p.Routers},{p.ArrivalVc}")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_flit_event_is_the_recorded_one(string name)
    {
        var recorded = BooksimRecord.Flits(name);
        if (recorded.Count == 0 || Random.Contains(name))
        {
            return;
        }

        var log = new EventLog();
        ScenarioRun.Replay(Find(name), log);

        // The record has no grants of flits that kept the switch.
        var held = Find(name).Spec.HoldsSwitch ? log.Events.Where(e => e.Contains(",S,") && !e.EndsWith(",0", StringComparison.Ordinal)).ToHashSet() : [];
        Assert.Equal(recorded, log.Events.Where(e => !held.Contains(e)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_are_scenarios_of_every_kind() => Assert.Equal(42, All.Value.Count);

    private static Scenario Find(string name) => All.Value.Single(s => s.Name == name);

    private sealed class EventLog : IFlitListener
    {
        public List<string> Events { get; } = [];

        public void OnSent(long cycle, int node, int packet, in Flit flit) => Add($"{cycle},I,{node},-1,-1,-1,{flit.Vc},{packet},{flit.Sequence}");

        public void OnGranted(long cycle, int router, int packet, in RouterSend send) =>
            Add($"{cycle},S,{router},{send.InPort},{send.InVc},{send.OutPort},{send.Flit.Vc},{packet},{send.Flit.Sequence}");

        public void OnArrived(long cycle, int node, int packet, in Flit flit) => Add($"{cycle},E,{node},-1,{flit.Vc},-1,-1,{packet},{flit.Sequence}");

        private void Add(FormattableString text) => Events.Add(FormattableString.Invariant(text));
    }
}

using ActorSim.Kernel.Model;

namespace ActorSim.Tests.Contract;

/// <summary>A token runs around a ring of links of one tick; everybody else only waits, and has an appointment far in the future.</summary>
internal static class Ring
{
    public static Topology Build()
    {
        var builder = new TopologyBuilder();
        var nodes = Enumerable.Range(0, 6).Select(i => builder.Add(new Node($"node{i}"), i)).ToArray();
        for (var i = 0; i < nodes.Length; i++)
        {
            builder.Connect<Note>(nodes[i], nodes[(i + 1) % nodes.Length], 1);
        }

        return builder.Build();
    }

    private sealed class Node(string name) : TracedUnit(name)
    {
        public override void Start()
        {
            Schedule(new SimTime(1_000_000_000L * (Index + 1)), 1, 1);
            if (Index == 0)
            {
                Schedule(SimTime.Zero, 0, 0, 200);
            }
        }

        protected override void Handle(Note e)
        {
            if (e.Kind == 0 && e.Data > 0)
            {
                Send(0, Now + 1, 0, 0, e.Data - 1);
            }
        }
    }
}

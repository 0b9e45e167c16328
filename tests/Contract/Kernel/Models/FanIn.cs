using ActorSim.Kernel.Model;

namespace ActorSim.Tests.Contract;

/// <summary>Many sources send events of equal times and mixed priorities to one sink, each several per link.</summary>
internal static class FanIn
{
    public const string Sink = "sink";

    public static Topology Build()
    {
        var builder = new TopologyBuilder();
        var sources = Enumerable.Range(0, 5).Select(i => builder.Add(new Source($"source{i}"), i)).ToArray();
        var sink = builder.Add(new Recorder(Sink), 5);
        foreach (var source in sources.Reverse())
        {
            builder.Connect<Note>(source, sink, 3);
        }

        return builder.Build();
    }

    private sealed class Source(string name) : TracedUnit(name)
    {
        public override void Start() => Schedule(SimTime.Zero, 0, 0, 50);

        protected override void Handle(Note e)
        {
            for (var i = 0; i < 3; i++)
            {
                // 10, 10 and 20 ticks ahead: events of one time are sent at different times.
                Send(0, Now + 10 + (i / 2 * 10), 2 - i, Index, e.Data);
            }

            if (e.Data > 0)
            {
                Schedule(Now + 10, 0, 0, e.Data - 1);
            }
        }
    }

    private sealed class Recorder(string name) : TracedUnit(name)
    {
        protected override void Handle(Note e)
        {
        }
    }
}

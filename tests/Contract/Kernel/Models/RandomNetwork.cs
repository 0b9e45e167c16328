using ActorSim.Kernel.Model;

namespace ActorSim.Tests.Contract;

/// <summary>Random links with random lookaheads, some of them zero where that closes no cycle; jobs wander about and multiply a
/// little.</summary>
internal static class RandomNetwork
{
    private const int Processes = 9;

    public static Topology Build(int seed)
    {
        var random = new Random(seed);
        var builder = new TopologyBuilder();
        var nodes = Enumerable.Range(0, Processes).Select(i => builder.Add(new Node($"node{i}", seed + i), random.Next(4))).ToArray();
        for (var from = 0; from < Processes; from++)
        {
            for (var to = 0; to < Processes; to++)
            {
                if (random.Next(3) == 0)
                {
                    builder.Connect<Note>(nodes[from], nodes[to], from < to ? random.Next(4) : random.Next(1, 30));
                }
            }
        }

        return builder.Build();
    }

    private sealed class Node(string name, int seed) : TracedUnit(name)
    {
        private readonly Random _random = new(seed);

        public override void Start()
        {
            Schedule(new SimTime(_random.Next(5)), 0, 1, 16);
            Schedule(new SimTime(_random.Next(5000)), 0, 1, 16);
        }

        protected override void Handle(Note e)
        {
            if (e.Data == 0)
            {
                return;
            }

            if (Outputs.Count > 0 && _random.Next(3) > 0)
            {
                var link = Outputs[_random.Next(Outputs.Count)];
                ((Link<Note>)link).Send(new Note { Kind = e.Kind, Data = e.Data / 2 }, Now + link.LookaheadTicks + _random.Next(3), _random.Next(3));
            }

            // Often of the present time, sometimes with a priority that is already past: it is next all the same.
            Schedule(Now + (_random.Next(2) * _random.Next(40)), _random.Next(3), e.Kind, e.Data - 1);
        }
    }
}

using ActorSim.Kernel.Model;

namespace ActorSim.Tests.Contract;

/// <summary>Clients with work of their own ask engines, which ask two shared stores; every pair is reactive, and replies come
/// late.</summary>
internal static class Servers
{
    private const int Requested = 1;
    private const int Served = 2;
    private const int Answered = 3;
    private const int Step = 4;

    public static Topology Build()
    {
        var builder = new TopologyBuilder();
        var stores = Enumerable.Range(0, 2).Select(i => builder.Add(new Store($"store{i}"), 3 + i)).ToArray();
        for (var i = 0; i < 3; i++)
        {
            var client = builder.Add(new Client($"client{i}", 11 + i), i);
            var engine = builder.Add(new Engine($"engine{i}"), i);
            Pair(builder, client, engine, 1, 2);
            foreach (var store in stores)
            {
                Pair(builder, engine, store, 2, 5);
            }
        }

        return builder.Build();
    }

    private static void Pair(TopologyBuilder builder, ActorSim.Kernel.Model.Unit client, ActorSim.Kernel.Model.Unit server, long there, long back) =>
        builder.Reactive(builder.Connect<Note>(client, server, there), builder.Connect<Note>(server, client, back));

    private sealed class Client(string name, int seed) : TracedUnit(name)
    {
        private readonly Random _random = new(seed);
        private long _left = 120;

        public override void Start() => Schedule(SimTime.Zero, 1, Step);

        protected override void Handle(Note e)
        {
            if (e.Kind == Step && _left-- > 0)
            {
                if (_random.Next(3) == 0)
                {
                    Send(0, Now + 1 + _random.Next(4), 0, Requested, _left);
                }

                Schedule(Now + _random.Next(1, 30), 1, Step);
            }
        }
    }

    /// <summary>Passes each request on to a store and the answer back, a little later.</summary>
    private sealed class Engine(string name) : TracedUnit(name)
    {
        protected override void Handle(Note e)
        {
            if (e.Kind == Requested)
            {
                Send(1 + (int)(e.Data % 2), Now + 2, 0, Requested, e.Data);
            }
            else
            {
                Send(0, Now + 2 + (e.Data % 7), 0, Answered, e.Data);
            }
        }
    }

    /// <summary>Serves its clients one after the other, and answers when it is done.</summary>
    private sealed class Store(string name) : TracedUnit(name)
    {
        private SimTime _free;

        protected override void Handle(Note e)
        {
            if (e.Kind == Requested)
            {
                _free = SimTime.Max(Now, _free) + 6;
                Schedule(_free, 0, Served, (e.Data * 16) + Origin(e));
            }
            else
            {
                Send((int)(e.Data % 16) - 1, Now + 5, 0, Answered, e.Data / 16);
            }
        }

        private long Origin(Note e)
        {
            foreach (var link in Inputs)
            {
                if (EventKey.Pack(0, link.Ordinal, 0) >> 34 == e.Order >> 34)
                {
                    return link.Ordinal;
                }
            }

            throw new InvalidOperationException("an event without an input");
        }
    }
}

using ActorSim.Kernel.Model;

namespace ActorSim.Tests.Contract;

/// <summary>A generator ticks at a pace that a governor changes at odd times. It sends all ticks up to its horizon at once, and promises
/// the next: how far that is differs between synchronizers, the ticks do not.</summary>
internal static class WorkAhead
{
    private const int Wake = 0;
    private const int Pace = 1;

    public static Topology Build()
    {
        var builder = new TopologyBuilder();
        var governor = builder.Add(new Governor("governor"), 0);
        var generator = builder.Add(new Generator("generator"), 1);
        var sink = builder.Add(new Sink("sink"), 2);
        builder.Connect<Note>(governor, generator, 7);
        builder.Connect<Note>(generator, sink, 4);
        builder.Connect<Note>(sink, governor, 60);
        return builder.Build();
    }

    private sealed class Governor(string name) : TracedUnit(name)
    {
        private int _paces = 60;

        public override void Start() => Schedule(new SimTime(3), 0, Wake);

        protected override void Handle(Note e)
        {
            if (_paces-- > 0)
            {
                Send(0, Now + 7 + (_paces % 5), 0, Pace, 1 + (_paces % 6));
                if (e.Kind == Wake)
                {
                    Schedule(Now + 41, 0, Wake);
                }
            }
            else
            {
                Send(0, Now + 7, 0, Pace, 0);
            }
        }
    }

    private sealed class Generator(string name) : NoteUnit(name)
    {
        private readonly SortedSet<(SimTime Time, ulong Order)> _paces = [];
        private SimTime _next;
        private long _period = 5;

        public override void Start() => Schedule(SimTime.Zero, 1, Wake);

        // A pace that is known and has not come yet ends the horizon.
        private SimTime Horizon => SimTime.Min(HorizonOver(Inputs[0]), _paces.Count > 0 ? _paces.Min.Time : SimTime.Never);

        public override void On(Note e)
        {
            if (e.Kind == Pace)
            {
                _paces.Remove((e.Time, e.Order));
                _period = e.Data;
            }

            if (_period == 0)
            {
                Outputs[0].Promise(SimTime.Never);
                return;
            }

            // The tick of the present time belongs to the wake-up, which comes after a change of pace at the same time.
            while (_next < Horizon && (_next > Now || e.Kind == Wake) && _next <= Now + 500)
            {
                Send(0, _next + 4, 0, 2, _period);
                _next += _period;
            }

            Outputs[0].Promise(_next + 4);
            if (_next >= Now)
            {
                Schedule(_next, 1, Wake);
            }
        }

        public override void Foresee(TimedMessage message) => _paces.Add((message.Time, message.Order));
    }

    private sealed class Sink(string name) : TracedUnit(name)
    {
        private int _ticks;

        protected override void Handle(Note e)
        {
            if (++_ticks % 50 == 0)
            {
                Send(0, Now + 60, 0, Pace, e.Data);
            }
        }
    }
}

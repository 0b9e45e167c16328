using ActorSim.Kernel;

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
        builder.Connect(governor, generator, 7);
        builder.Connect(generator, sink, 4);
        builder.Connect(sink, governor, 60);
        return builder.Build();
    }

    private sealed class Governor(string name) : TracedProcess(name)
    {
        private int _paces = 60;

        public override void Start() => Schedule(new SimTime(3), 0, Wake);

        protected override void On(in SimEvent e)
        {
            if (_paces-- > 0)
            {
                Outputs[0].Send(Now + 7 + (_paces % 5), 0, Pace, 1 + (_paces % 6));
                if (e.Kind == Wake)
                {
                    Schedule(Now + 41, 0, Wake);
                }
            }
            else
            {
                Outputs[0].Send(Now + 7, 0, Pace, 0);
            }
        }
    }

    private sealed class Generator(string name) : LogicalProcess(name)
    {
        private SimTime _next;
        private long _period = 5;

        public override void Start() => Schedule(SimTime.Zero, 1, Wake);

        protected override void Handle(in SimEvent e)
        {
            if (e.Kind == Pace)
            {
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
                Outputs[0].Send(_next + 4, 0, 2, _period);
                _next += _period;
            }

            Outputs[0].Promise(_next + 4);
            if (_next >= Now)
            {
                Schedule(_next, 1, Wake);
            }
        }
    }

    private sealed class Sink(string name) : TracedProcess(name)
    {
        private int _ticks;

        protected override void On(in SimEvent e)
        {
            if (++_ticks % 50 == 0)
            {
                Outputs[0].Send(Now + 60, 0, Pace, e.Data);
            }
        }
    }
}

using System.Diagnostics;
using ActorSim.Actors.Machine;
using ActorSim.Cli.Output;
using ActorSim.Kernel.Model;

namespace ActorSim.Cli.Running;

/// <summary>
/// Says on standard error how far a long run is: in a line that changes where that is a terminal, else in a line every ten seconds. A timer
/// looks at counters now and then; the simulation does not know.
/// </summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainPeriod = TimeSpan.FromSeconds(10);
    private readonly MachineUnits _machine;
    private readonly TraceInputs _inputs;
    private readonly TextWriter _error;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private bool _shown;
    private bool _ended;

    private readonly bool _plain;

    private Progress(MachineUnits machine, TraceInputs inputs, TextWriter error, bool plain)
    {
        _plain = plain;
        _machine = machine;
        _inputs = inputs;
        _error = SafeWriter.Below(error);
        _timer = new Timer(_ => Show(), null, plain ? PlainPeriod : First, plain ? PlainPeriod : Period);
    }

    /// <summary>Null when nobody would see it.</summary>
    public static Progress? Start(MachineUnits machine, TraceInputs inputs, bool quiet, TextWriter error) =>
        quiet || !ReferenceEquals(SafeWriter.Below(error), Console.Error) ? null : new Progress(machine, inputs, error, Console.IsErrorRedirected);

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _ended = true;
            if (_shown)
            {
                _error.Write("\r\u001b[K");
            }
        }
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            var cycle = _machine.CoreClock.LastAtOrBefore(Latest());
            var line = ProgressLine.Format(_inputs.ShareRead, _machine.Scheduler.Stats.WorkItemsRetired, cycle, _clock.Elapsed);
            if (_plain)
            {
                _error.WriteLine("actorsim: " + line);
                return;
            }

            _shown = true;
            _error.Write("\r\u001b[K" + line);
        }
    }

    private SimTime Latest()
    {
        var latest = SimTime.Zero;
        foreach (var process in _machine.Topology.Units)
        {
            latest = SimTime.Max(latest, process.Now);
        }

        return latest;
    }
}

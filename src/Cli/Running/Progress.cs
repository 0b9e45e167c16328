using System.Diagnostics;
using ActorSim.Actors.Machine;
using ActorSim.Cli.Output;
using ActorSim.Kernel.Model;

namespace ActorSim.Cli.Running;

/// <summary>
/// A line on standard error that says how far a long run is. A timer looks at counters now and then; the simulation does not know.
/// Silent unless standard error is a terminal.
/// </summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);
    private readonly MachineUnits _machine;
    private readonly TraceInputs _inputs;
    private readonly TextWriter _error;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private bool _shown;
    private bool _ended;

    private Progress(MachineUnits machine, TraceInputs inputs, TextWriter error)
    {
        _machine = machine;
        _inputs = inputs;
        _error = SafeWriter.Below(error);
        _timer = new Timer(_ => Show(), null, First, Period);
    }

    /// <summary>Null when nobody would see it.</summary>
    public static Progress? Start(MachineUnits machine, TraceInputs inputs, bool quiet, TextWriter error) =>
        quiet || !ReferenceEquals(SafeWriter.Below(error), Console.Error) || Console.IsErrorRedirected ? null : new Progress(machine, inputs, error);

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

            _shown = true;
            var cycle = _machine.CoreClock.LastAtOrBefore(Latest());
            _error.Write("\r\u001b[K" + ProgressLine.Format(
                _inputs.ShareRead, _machine.Scheduler.Stats.WorkItemsRetired, cycle, _clock.Elapsed));
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

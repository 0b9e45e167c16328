using System.Globalization;
using ActorSim.Cli.Output;
using ActorSim.Actors.Core;
using ActorSim.Actors.Machine;

namespace ActorSim.Cli.Timeline;

/// <summary>
/// The instruction log: one line per event, "cycle core tag work-item instruction opcode detail", by cycle, then core. The same lines
/// whatever the synchronizer and the number of workers. Lines are written by <see cref="Complete"/>, after the run.
/// </summary>
public sealed class InstructionLog : ICoreListenerHost, IDisposable
{
    private readonly TextWriter _output;
    private readonly LogLevel _level;
    private readonly CoreEventSpool _spool;
    private readonly CoreEventRecorder _recorder;

    /// <param name="output">Receives the lines; left open.</param>
    /// <param name="level">How much to say; not <see cref="LogLevel.Off"/>.</param>
    /// <param name="machine">The machine that runs.</param>
    /// <param name="spoolFolder">For a temporary file; null: the system's folder for these.</param>
    public InstructionLog(TextWriter output, LogLevel level, MachineSpec machine, string? spoolFolder = null)
    {
        _output = output;
        _level = level;
        _spool = new CoreEventSpool(spoolFolder ?? Path.GetTempPath(), machine.Cores);
        _recorder = new CoreEventRecorder(_spool, machine.Cores, machine.Dma.RequestBytes);
    }

    public ICoreListener Listener => _recorder;

    /// <summary>Writes everything heard so far; nothing may be heard after that.</summary>
    public void Complete(long totalCycles)
    {
        foreach (var e in _spool.Merge())
        {
            if (e.Tag != CoreEventTag.Injecting && LevelOf(e.Tag) <= _level)
            {
                _output.Write(Line(in e));
                _output.Write('\n');
            }
        }

        _output.Flush();
    }

    public void Dispose() => _spool.Dispose();

    private static LogLevel LevelOf(CoreEventTag tag) => tag switch
    {
        CoreEventTag.Scheduled or CoreEventTag.Retired => LogLevel.Items,
        CoreEventTag.Issued or CoreEventTag.Finished => LogLevel.Instructions,
        _ => LogLevel.All,
    };

    private string Line(in CoreEvent e)
    {
        var item = e.Ordinal >= 0 ? e.Ordinal.ToString(CultureInfo.InvariantCulture) : "-";
        var (instruction, opcode) = e.Instruction >= 0 ? (e.Instruction.ToString(CultureInfo.InvariantCulture), e.Opcode) : ("-", "-");
        return string.Create(CultureInfo.InvariantCulture,
            $"{e.Cycle,10} core-{e.Core,-3} {TagOf(e.Tag),-14} {item,6} {instruction,6} {opcode,-10} {Detail(in e)}").TrimEnd();
    }

    private static string TagOf(CoreEventTag tag) => tag switch
    {
        CoreEventTag.Scheduled => "scheduled",
        CoreEventTag.Issued => "issued",
        CoreEventTag.Injected => "injected",
        CoreEventTag.FirstResponse => "first-response",
        CoreEventTag.DataReady => "data-ready",
        CoreEventTag.Finished => "finished",
        CoreEventTag.Retired => "retired",
        CoreEventTag.Stalled => "stalled",
        CoreEventTag.Scratchpad => "scratchpad",
        _ => throw new ArgumentOutOfRangeException(nameof(tag), tag, "no name for this event"),
    };

    private string Detail(in CoreEvent e) => e.Tag switch
    {
        CoreEventTag.Scheduled => Invariant($"trace {_recorder.TraceOf(in e)} kernel {e.NameId} footprint {e.Bytes} bytes"),
        CoreEventTag.Retired => Invariant($"trace {_recorder.TraceOf(in e)} kernel {e.NameId}"),
        CoreEventTag.Stalled => StallCauses.Words(e.Cause),
        CoreEventTag.Scratchpad => Invariant($"{e.Bytes} bytes in use"),
        CoreEventTag.Issued or CoreEventTag.Finished => Place(in e),
        _ => Invariant($"{Place(in e)} {e.Requests} requests"),
    };

    private string Place(in CoreEvent e)
    {
        var name = _recorder.NameOf(in e);
        return e.Array >= 0 && e.Kind == InstructionKind.Compute ? Invariant($"{name} array {e.Array}") : name;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

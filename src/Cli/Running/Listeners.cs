using ActorSim.Actors.Core;
using ActorSim.Actors.Machine;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Layers;
using ActorSim.Cli.Timeline;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Running;

/// <summary>What listens to the cores during a run: timeline, instruction log, table of layers, some or nobody. The one place that makes them.</summary>
internal sealed class Listeners : IDisposable
{
    private static readonly string[] Levels = ["off", "items", "instructions", "all"];
    private readonly TimelineWriter? _timeline;
    private readonly InstructionLog? _log;

    private readonly LayerRecorder? _layers;

    private Listeners(TimelineWriter? timeline, InstructionLog? log, LayerRecorder? layers)
    {
        _layers = layers;
        _timeline = timeline;
        _log = log;
    }

    /// <summary>Names of the log levels.</summary>
    public static IReadOnlyList<string> LogLevels => Levels;

    /// <summary>For the machine; null when nobody listens, which costs nothing.</summary>
    public ICoreListener? Listener
    {
        get
        {
            ICoreListener[] all = [.. new ICoreListener?[] { _timeline?.Listener, _log?.Listener, _layers }.OfType<ICoreListener>()];
            return all.Length switch { 0 => null, 1 => all[0], _ => new CoreListenerFanOut(all) };
        }
    }

    /// <exception cref="InputException">The level of the log is not known.</exception>
    public static Listeners Create(RunPlan plan, MachineSpec machine, TextWriter output, LayerRecorder? layers, Func<int, int, string>? layerName = null)
    {
        var level = plan.LogLevel is { } name ? LevelOf(name) : LogLevel.Off;
        var log = level == LogLevel.Off ? null : new InstructionLog(output, level, machine);
        return new Listeners(plan.Timeline is { } path ? new TimelineWriter(path, machine, plan.TimelineWindow, layerName) : null, log, layers);
    }

    /// <summary>Writes what was heard in a run of so many core cycles.</summary>
    public void Complete(long totalCycles)
    {
        _log?.Complete(totalCycles);
        _timeline?.Complete(totalCycles);
    }

    /// <summary>After a run that failed: the log helps to see why; a timeline without an end is no timeline.</summary>
    public void CompleteLogOnly() => _log?.Complete(0);

    public void Dispose()
    {
        _timeline?.Dispose();
        _log?.Dispose();
    }

    private static LogLevel LevelOf(string name) => Array.IndexOf(Levels, name) is var at and >= 0
        ? (LogLevel)at
        : throw new InputException($"--log {name} is not known; did you mean '{NearestKey.Of(name, Levels)}'? One of: {string.Join(", ", Levels)}");
}

using System.Globalization;
using System.IO.Compression;
using ActorSim.Actors.Core;
using ActorSim.Actors.Machine;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Timeline;

/// <summary>
/// Writes what happened as Chrome Trace Event JSON, for ui.perfetto.dev. Events are spooled during the run and written in order by
/// <see cref="Complete"/>: the same bytes for every synchronizer and number of workers, and never the whole run in memory. The file
/// appears only when it is complete.
/// </summary>
public sealed class TimelineWriter : ICoreListenerHost, IDisposable
{
    private readonly MachineSpec _machine;
    private readonly AtomicFile _file;
    private readonly bool _packed;
    private readonly CoreEventSpool _spool;
    private readonly CoreEventRecorder _recorder;
    private readonly TimelineWindow _window;
    private readonly Func<int, int, string> _layerName;

    // Null: everything is wanted.
    private readonly WindowFilter? _filter;

    /// <param name="path">The file to make, packed if its name ends in ".gz"; its folder must exist and also takes a temporary file.</param>
    /// <param name="machine">The machine that runs.</param>
    /// <param name="window">The cycles to show; null: the whole run.</param>
    /// <param name="layerName">Name of a kernel by place of its trace and id, asked when the run has ended; null: "kernel N".</param>
    public TimelineWriter(string path, MachineSpec machine, TimelineWindow? window = null, Func<int, int, string>? layerName = null)
    {
        _layerName = layerName ?? ((_, kernel) => string.Create(CultureInfo.InvariantCulture, $"kernel {kernel}"));
        _machine = machine;
        _window = window ?? TimelineWindow.All;
        _file = new AtomicFile(path);
        _packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        _spool = new CoreEventSpool(Path.GetDirectoryName(Path.GetFullPath(path))!, machine.Cores);
        _filter = window is null ? null : new WindowFilter(_spool, _window, machine.Cores);
        _recorder = new CoreEventRecorder(_filter ?? (ICoreEventSink)_spool, machine.Cores, machine.Dma.RequestBytes);
    }

    public ICoreListener Listener => _recorder;

    public void Complete(long totalCycles)
    {
        using (var packed = _packed ? new GZipStream(_file.Stream, CompressionLevel.Fastest, leaveOpen: true) : null)
        using (var json = new TimelineJson(packed ?? _file.Stream, _machine.CoreHz, _window))
        {
            var layout = new TimelineLayout(json, _machine, _recorder, _layerName);
            layout.Begin();
            Carry(layout);
            foreach (var e in _spool.Merge())
            {
                layout.Add(in e);
            }

            layout.End(totalCycles);
        }

        _file.Commit();
    }

    // What was there before the window.
    private void Carry(TimelineLayout layout)
    {
        var outstanding = _filter?.Complete() ?? [];
        for (var core = 0; core < outstanding.Length; core++)
        {
            if (outstanding[core] is { } requests)
            {
                layout.Outstanding(core, requests);
            }
        }
    }

    public void Dispose()
    {
        _spool.Dispose();
        _file.Dispose();
    }
}

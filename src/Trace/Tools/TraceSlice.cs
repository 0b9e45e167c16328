using ActorSim.Trace.Packing;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>
/// Copies part of a trace as a valid trace: declarations stay, work-items are numbered anew from 0, dependencies on what was dropped go
/// (a kernel inherits those of a dropped kernel it depended on). The header's meta says what was kept.
/// </summary>
public sealed class TraceSlice
{
    private readonly TraceReader _reader;
    private readonly ITraceSink _sink;
    private readonly SliceOptions _options;
    private readonly Dictionary<int, int[]> _dropped = [];

    private TraceSlice(TraceReader reader, ITraceSink sink, SliceOptions options)
    {
        _reader = reader;
        _sink = sink;
        _options = options;
    }

    /// <summary>Reads the whole trace, writes the part and completes the sink.</summary>
    /// <exception cref="ArgumentException">The options make no sense.</exception>
    /// <exception cref="TraceException">A kernel to keep is not in the trace, or the trace is not valid.</exception>
    public static void Copy(TraceReader reader, ITraceSink sink, SliceOptions options)
    {
        if (options.Problem() is { } problem)
            throw new ArgumentException(problem, nameof(options));
        new TraceSlice(reader, sink, options).Run();
    }

    private void Run()
    {
        var missing = new SortedSet<int>(_options.Kernels ?? new HashSet<int>());
        while (_reader.Read())
        {
            switch (_reader.Kind)
            {
                case TraceObjectKind.Header: _sink.Header(Describe(_reader.Header)); break;
                case TraceObjectKind.KernelBegin:
                    missing.Remove(_reader.Kernel.Id);
                    BeginKernel(_reader.Kernel);
                    break;
                case TraceObjectKind.WorkItem: WorkItem(); break;
                case TraceObjectKind.KernelEnd:
                    if (Keeps(_reader.KernelEnd.KernelId))
                        _sink.EndKernel(_reader.KernelEnd.KernelId);
                    break;
                default: TracePump.Forward(_reader, _sink); break;
            }
        }
        if (missing.Count > 0)
            throw new TraceException(_reader.Name, -1, -1, -1, $"there is no kernel {string.Join(", ", missing)} to keep");
        _sink.Complete();
    }

    private bool Keeps(int kernel) => _options.Kernels?.Contains(kernel) ?? true;

    private TraceHeader Describe(TraceHeader header)
    {
        string kernels = _options.Kernels is null ? "all" : string.Join(",", _options.Kernels.Order());
        string count = _options.WorkItemCount == int.MaxValue ? "all" : _options.WorkItemCount.ToString();
        string text = $"kernels {kernels}, work-items from {_options.FirstWorkItem}, count {count}";
        return header with { Meta = [.. header.Meta, new("slice", RawMessagePack.From(text))] };
    }

    private void BeginKernel(TraceKernel kernel)
    {
        var effective = new SortedSet<int>();
        foreach (int id in kernel.DependsOn)
        {
            if (_dropped.TryGetValue(id, out int[]? inherited))
                effective.UnionWith(inherited);
            else
                effective.Add(id);
        }
        if (Keeps(kernel.Id))
            _sink.BeginKernel(kernel with { DependsOn = [.. effective] });
        else
            _dropped.Add(kernel.Id, [.. effective]);
    }

    private void WorkItem()
    {
        WorkItem item = _reader.WorkItem;
        int index = item.Index - _options.FirstWorkItem;
        if (!Keeps(item.KernelId) || index < 0 || index >= _options.WorkItemCount)
            return;
        item = _reader.TakeWorkItem();
        item.Renumber(index, _options.FirstWorkItem);
        _sink.WorkItem(item);
    }
}

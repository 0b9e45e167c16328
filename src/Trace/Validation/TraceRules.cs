using ActorSim.Trace.Records;

namespace ActorSim.Trace.Validation;

/// <summary>
/// The rules that need more than one object: order, declarations, kernels, counts; and the records of each work-item. Reader, writer
/// and validator feed it object by object. Memory is that of the declarations and one work-item.
/// </summary>
internal sealed class TraceRules
{
    /// <summary>Cycles of one operation; at 1 GHz more than three days. Sums of them stay within the range of time.</summary>
    private const long MostCycles = 1L << 48;

    private readonly TraceDeclarations _declared = new();
    private readonly ProblemReport _report;
    private readonly WorkItemValidator _items;
    private readonly bool _isExcerpt;
    private bool _header;
    private bool _footer;
    private long _kernels;
    private long _open;
    private long _workItems;
    private long _records;

    /// <summary>Throws the first problem.</summary>
    public TraceRules(string file, bool isExcerpt = false)
        : this(new ProblemReport(file), isExcerpt)
    {
    }

    public TraceRules(ProblemReport report, bool isExcerpt = false)
    {
        _isExcerpt = isExcerpt;
        _report = report;
        _items = new WorkItemValidator(_declared, report);
    }

    public void Header(TraceHeader header, TracePlace place)
    {
        if (_header)
            _report.Add(place, "second header");
        _header = true;
        if (header.Version is < 1 or > TraceHeader.CurrentVersion)
            _report.Add(place, $"format version {header.Version}; this reader knows 1..{TraceHeader.CurrentVersion}");
    }

    public void Tensor(TraceTensor tensor, TracePlace place)
    {
        Order(place);
        CheckId(tensor.Id, "tensor", place);
        if (!_declared.Tensors.TryAdd(tensor.Id, tensor))
            _report.Add(place, $"tensor {tensor.Id} is declared twice");
        if (tensor.BaseAddress < 0 || tensor.Bytes < 0 || tensor.BaseAddress > long.MaxValue - Math.Max(0, tensor.Bytes))
            _report.Add(place, $"tensor {tensor.Id}: base {tensor.BaseAddress} and {tensor.Bytes} bytes leave the range 0..2^63-1");
        foreach (long length in tensor.Shape)
        {
            if (length < 0)
                _report.Add(place, $"tensor {tensor.Id} has dimension {length}; it must be 0 or more");
        }
    }

    public void Buffer(TraceBuffer buffer, TracePlace place)
    {
        Order(place);
        CheckId(buffer.Id, "buffer", place);
        if (!_declared.Buffers.TryAdd(buffer.Id, buffer))
            _report.Add(place, $"buffer {buffer.Id} is declared twice");
        if (buffer.Bytes < 0)
            _report.Add(place, $"buffer {buffer.Id} has {buffer.Bytes} bytes; it must be 0 or more");
        if (buffer.Versions < 0)
            _report.Add(place, $"buffer {buffer.Id} has {buffer.Versions} versions; it must be 1 or more, or 0 for no bound");
    }

    public void TileCost(TileCost cost, TracePlace place)
    {
        Order(place);
        CheckId(cost.Id, "tile", place);
        if (!_declared.TileCosts.TryAdd(cost.Id, cost))
            _report.Add(place, $"tile {cost.Id} is declared twice");
        if (cost.Cycles > MostCycles)
            _report.Add(place, $"tile {cost.Id}: cycles {cost.Cycles}; an operation takes at most {MostCycles}");
        if (cost.Cycles < 0 || cost.OverlapCycles < 0 || cost.OverlapCycles > cost.Cycles)
            _report.Add(place, $"tile {cost.Id}: cycles {cost.Cycles}, overlap {cost.OverlapCycles}; need 0 <= overlap <= cycles");
    }

    public void BeginKernel(TraceKernel kernel, TracePlace place)
    {
        Order(place);
        CheckId(kernel.Id, "kernel", place);
        foreach (int id in kernel.DependsOn)
            CheckKernelDependency(kernel.Id, id, place);
        if (kernel.Partition < 0)
            _report.Add(place, $"kernel {kernel.Id} has partition {kernel.Partition}; it must be 0 or more");
        if (!_declared.Kernels.TryAdd(kernel.Id, new TraceDeclarations.KernelState()))
        {
            _report.Add(place, $"kernel {kernel.Id} begins twice");
            return;
        }
        _kernels++;
        _open++;
    }

    /// <param name="item">The work-item.</param>
    /// <param name="place">Its object, its first record's index and its byte offset.</param>
    public void WorkItem(WorkItem item, TracePlace place)
    {
        TracePlace whole = place with { RecordIndex = -1 };
        Order(whole);
        _workItems++;
        _records += item.Records.Length;
        TraceDeclarations.KernelState? kernel = _declared.Kernels.Find(item.KernelId);
        if (kernel is null || kernel.Ended)
        {
            string state = kernel is null ? "has not begun" : "has ended";
            _report.Add(whole, $"work-item {item.Index} of kernel {item.KernelId}, which {state}");
        }
        else if (item.Index != kernel.WorkItems++ && !_isExcerpt)
            _report.Add(whole, $"work-item {item.Index} of kernel {item.KernelId} where number {kernel.WorkItems - 1} is due");
        foreach (int id in item.DependsOn)
        {
            if (id < 0 || id >= item.Index)
                _report.Add(whole, $"work-item {item.Index} of kernel {item.KernelId} depends on work-item {id}, "
                    + "which is not an earlier one (dependencies may not form a cycle)");
        }
        if (item.SpadBytes < 0)
            _report.Add(whole, $"work-item {item.Index} of kernel {item.KernelId} has spad bytes {item.SpadBytes}");
        _items.Check(item, place);
    }

    public void EndKernel(TraceKernelEnd end, TracePlace place)
    {
        Order(place);
        TraceDeclarations.KernelState? kernel = _declared.Kernels.Find(end.KernelId);
        if (kernel is null || kernel.Ended)
        {
            _report.Add(place, $"end of kernel {end.KernelId}, which {(kernel is null ? "has not begun" : "has ended before")}");
            return;
        }
        kernel.Ended = true;
        _open--;
        if (end.WorkItems != kernel.WorkItems)
            _report.Add(place, $"kernel {end.KernelId} ends with a count of {end.WorkItems} work-items, but had {kernel.WorkItems}");
    }

    /// <summary>Counts only; the CRC is the reader's.</summary>
    public void Footer(TraceFooter footer, TracePlace place)
    {
        Order(place);
        _footer = true;
        if (_open > 0)
            _report.Add(place, $"{_open} kernel(s) have not ended at the footer");
        Count(footer.Kernels, _kernels, "kernels", place);
        Count(footer.WorkItems, _workItems, "work-items", place);
        Count(footer.Records, _records, "records", place);
    }

    private void Count(long stated, long counted, string what, TracePlace place)
    {
        if (stated != counted)
            _report.Add(place, $"footer states {stated} {what}, but there are {counted}");
    }

    private void CheckKernelDependency(int kernel, int id, TracePlace place)
    {
        if (id == kernel)
            _report.Add(place, $"kernel {kernel} depends on itself");
        else if (_declared.Kernels.Find(id) is not { } other)
            _report.Add(place, $"kernel {kernel} depends on kernel {id}, which has not begun before it (kernels come in dependency order "
                + "without cycles)");
        else if (!other.Ended)
            _report.Add(place, $"kernel {kernel} depends on kernel {id}, which has not ended before it");
    }

    private void CheckId(int id, string what, TracePlace place)
    {
        if (id < 0)
            _report.Add(place, $"{what} id {id}; ids are 0 or more");
    }

    private void Order(TracePlace place)
    {
        if (!_header)
        {
            _header = true;
            _report.Add(place, "the first object is not a header");
        }
        if (_footer)
            _report.Add(place, "object after the footer");
    }
}

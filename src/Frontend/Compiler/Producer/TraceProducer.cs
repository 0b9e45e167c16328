using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Writing;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>
/// The trace of a module at given sizes, made while it is read: memory is that of one work-item. Reading it into a
/// <see cref="TraceWriter"/> gives a file; a simulation reads it directly. Two producers of the same plan and sizes give the same bytes.
/// </summary>
public sealed class TraceProducer : ITraceSource
{
    // A quarter of what a reader accepts: no core holds more at a time, and a plan that is wrong must not take gigabytes to be refused.
    private const int MaxRecords = 1 << 20;

    private readonly ModulePlan _plan;
    private readonly long[] _sizes;
    private readonly ProducerOptions _options;
    private readonly WorkItemBuilder _builder;
    private readonly IEnumerator<TraceObjectKind> _objects;
    private object? _current;
    private WorkItem? _item;

    /// <param name="plan">The compiled module.</param>
    /// <param name="sizes">Values of the module's sizes, in order; see <see cref="ShapeArguments"/>.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <param name="pool">Where work-items come from.</param>
    public TraceProducer(ModulePlan plan, IReadOnlyList<long> sizes, ProducerOptions? options = null, WorkItemPool? pool = null)
    {
        (_plan, _sizes, _options) = (plan, [.. sizes], options ?? new ProducerOptions());
        if (_sizes.Length != plan.Module.Sizes.Length)
            throw new ArgumentException($"{_sizes.Length} sizes for a module of {plan.Module.Sizes.Length}", nameof(sizes));
        _builder = new WorkItemBuilder(pool, MaxRecords);
        _objects = Objects().GetEnumerator();
    }

    public string Name => _plan.Module.Name;

    public TraceObjectKind Kind { get; private set; } = TraceObjectKind.None;

    public TraceHeader Header => Current<TraceHeader>();

    public TraceTensor Tensor => Current<TraceTensor>();

    public TraceBuffer Buffer => Current<TraceBuffer>();

    public TileCost TileCost => Current<TileCost>();

    public TraceKernel Kernel => Current<TraceKernel>();

    public TraceKernelEnd KernelEnd => Current<TraceKernelEnd>();

    /// <summary>Emits the whole trace into a sink and completes it.</summary>
    /// <exception cref="CompileException">Index arithmetic overflows, or a work-item is too large.</exception>
    public void EmitTo(ITraceSink sink) => TracePump.Copy(this, sink);

    public bool Read()
    {
        Drop();
        if (!_objects.MoveNext())
        {
            Kind = TraceObjectKind.None;
            return false;
        }

        Kind = _objects.Current;
        return true;
    }

    public WorkItem TakeWorkItem()
    {
        var item = _item ?? throw new InvalidOperationException($"The current object is not a work-item but {Kind}.");
        _item = null;
        return item;
    }

    public void Dispose()
    {
        Drop();
        _objects.Dispose();
    }

    private void Drop()
    {
        _item?.Return();
        _item = null;
    }

    private T Current<T>()
        where T : class =>
        _current as T ?? throw new InvalidOperationException($"The current object is not a {typeof(T).Name} but {Kind}.");

    private IEnumerable<TraceObjectKind> Objects()
    {
        yield return Is(MakeHeader(), TraceObjectKind.Header);
        foreach (var tensor in TensorLayout.Of(_plan.Module, Size, _options)) yield return Is(tensor, TraceObjectKind.Tensor);
        foreach (var plan in _plan.Kernels)
        {
            foreach (var buffer in plan.Buffers) yield return Is(buffer, TraceObjectKind.Buffer);
            foreach (var cost in plan.Costs) yield return Is(cost, TraceObjectKind.TileCost);
            yield return Is(plan.Kernel with { Partition = _options.Partition }, TraceObjectKind.KernelBegin);
            var run = Begin(plan);
            while (Next(run)) yield return Is(run, TraceObjectKind.WorkItem);
            yield return Is(new TraceKernelEnd(plan.Kernel.Id, run.WorkItems), TraceObjectKind.KernelEnd);
        }
    }

    private TraceObjectKind Is(object current, TraceObjectKind kind)
    {
        _current = current;
        return kind;
    }

    private bool Next(KernelRun run)
    {
        try
        {
            if (!run.MoveNext()) return false;
        }
        catch (Exception e) when (e is OverflowException or DivideByZeroException)
        {
            throw Overflow(run.Name, run.WorkItems, e);
        }
        catch (WorkItemLimitException)
        {
            throw TooLarge(run);
        }

        _item = _builder.Build();
        return true;
    }

    private KernelRun Begin(KernelPlan plan)
    {
        try
        {
            return new KernelRun(plan, _plan.Module, _sizes, _options, _builder, Size);
        }
        catch (Exception e) when (e is OverflowException or DivideByZeroException)
        {
            throw Overflow(plan.Kernel.Name, 0, e);
        }
    }

    private CompileException Overflow(string kernel, int workItem, Exception e)
    {
        var what = e is OverflowException ? "leaves its range (64 bits; 32 for a semaphore's slot)" : "divides by 0";
        return new CompileException(ProducerDiagnostics.Overflow, $"kernel '{kernel}', work-item {workItem}",
            $"index arithmetic {what} with {SizeText()}; give smaller sizes");
    }

    private CompileException TooLarge(KernelRun run) => new(
        ProducerDiagnostics.TooManyRecords, $"kernel '{run.Name}', work-item {run.WorkItems - 1}",
        $"more than {MaxRecords} records with {SizeText()}; compile with larger tiles, or with the reduction split");

    private long Size(Ir.Index.IndexVar size) => _sizes[_plan.Module.Sizes.IndexOf(size)];

    private string SizeText() => string.Join(", ", _plan.Module.Sizes.Select((s, n) => $"{s.Name}={_sizes[n]}"));

    private TraceHeader MakeHeader()
    {
        var meta = new List<KeyValuePair<string, RawMessagePack>> { new("costs", RawMessagePack.From(_plan.Costs.Origin)) };
        for (var n = 0; n < _sizes.Length; n++)
            meta.Add(new("shape." + _plan.Module.Sizes[n].Name, RawMessagePack.From(_sizes[n])));
        return new TraceHeader("ActorSim frontend", _plan.Module.Name, meta);
    }
}

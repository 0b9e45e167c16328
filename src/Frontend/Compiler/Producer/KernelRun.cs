using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>Goes through the work-items of one kernel at given sizes and fills the builder with each.</summary>
internal sealed class KernelRun
{
    private readonly long[] _vars;
    private readonly RecordEmitter _emitter;
    private readonly OffsetValues _offsets;
    private readonly SpadFootprint _footprint = new();
    private readonly long _spadBytes;
    private readonly WorkItemBuilder _builder;
    private readonly IEnumerator<WorkLeaf> _leaves;
    private readonly int _kernelId;
    private long[] _indices = new long[8];
    private int[] _dependsOn = [];

    public KernelRun(
        KernelPlan plan, Module module, long[] sizes, ProducerOptions options, WorkItemBuilder builder, Func<IndexVar, long> size)
    {
        var kernel = module.Kernels[plan.Kernel.Id];
        (Name, _kernelId, _builder) = (kernel.Name, plan.Kernel.Id, builder);
        _vars = new long[plan.Slots];
        sizes.CopyTo(_vars, 0);
        _offsets = new OffsetValues(kernel, plan.Kernel.Id, options.IndexData);
        _emitter = new RecordEmitter(plan, builder, _offsets, size,
            tensor => RowPadding.Of([.. module.Tensors[tensor].Shape.Select(e => e.Evaluate(size))], module.Machine.RowElements));
        _spadBytes = module.Machine.SpadBytes;
        foreach (var buffer in plan.Buffers) _footprint.Add(buffer);
        _leaves = Leaves(plan.Body).GetEnumerator();
    }

    public string Name { get; }

    /// <summary>Work-items so far.</summary>
    public int WorkItems { get; private set; }

    /// <summary>Fills the builder with the next work-item; false after the last.</summary>
    /// <exception cref="OverflowException">Index arithmetic overflows.</exception>
    public bool MoveNext()
    {
        if (!_leaves.MoveNext()) return false;
        var leaf = _leaves.Current;
        if (_indices.Length < leaf.Indices.Length) _indices = new long[leaf.Indices.Length];
        for (var n = 0; n < leaf.Indices.Length; n++) _indices[n] = _vars[leaf.Indices[n].Slot] / leaf.Indices[n].Step;
        var waits = leaf.DependsOn is { } depends ? DependsOn(depends) : 0;
        _builder.Begin(_kernelId, WorkItems, _indices.AsSpan(0, leaf.Indices.Length), 0, _dependsOn.AsSpan(0, waits));
        _offsets.Begin(WorkItems);
        leaf.Code(_vars, _emitter);
        State(_footprint.Of(_builder.Open));
        WorkItems = checked(WorkItems + 1);
        return true;
    }

    private void State(long bytes)
    {
        if (bytes > _spadBytes)
        {
            throw new CompileException(ProducerDiagnostics.TooLargeFootprint, $"kernel '{Name}', work-item {WorkItems}",
                $"it holds up to {bytes} bytes of scratchpad, the machine has {_spadBytes}; compile with smaller tiles");
        }

        _builder.SetSpadBytes(bytes);
    }

    private int DependsOn(WorkItemWaits waits)
    {
        var count = checked((int)Math.Max(0, waits.Count(_vars)));
        if (_dependsOn.Length < count) _dependsOn = new int[count];
        var (first, stride) = (waits.First(_vars), waits.Stride(_vars));
        for (var n = 0; n < count; n++) _dependsOn[n] = checked((int)(first + (n * stride)));
        return count;
    }

    private IEnumerable<WorkLeaf> Leaves(IReadOnlyList<WorkNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is WorkLeaf leaf)
            {
                yield return leaf;
                continue;
            }

            var loop = (WorkLoop)node;
            var extent = loop.Extent(_vars);
            for (long at = 0; at < extent; at += loop.Step)
            {
                _vars[loop.Slot] = at;
                if (loop.Body is [WorkLeaf only])
                {
                    yield return only;
                    continue;
                }

                foreach (var inner in Leaves(loop.Body)) yield return inner;
            }
        }
    }
}

using System.Runtime.CompilerServices;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>Makes the records of one kernel's work-items; compiled code calls it. One for each kernel of a run.</summary>
internal sealed class RecordEmitter
{
    private readonly KernelPlan _plan;
    private readonly WorkItemBuilder _builder;
    private readonly TransferSite[] _sites;
    private readonly OffsetValues _offsets;

    /// <param name="plan">The kernel.</param>
    /// <param name="builder">Where records go.</param>
    /// <param name="offsets">What is known of index tensors.</param>
    /// <param name="sizes">Values of size variables.</param>
    /// <param name="padding">How the rows of a tensor lie.</param>
    public RecordEmitter(
        KernelPlan plan, WorkItemBuilder builder, OffsetValues offsets, Func<Ir.Index.IndexVar, long> sizes, Func<int, RowPadding?> padding)
    {
        (_plan, _builder, _offsets) = (plan, builder, offsets);
        _sites = [.. plan.Transfers.Select(t => new TransferSite(
            t, sizes, t.Transfer.Indirect is null ? padding(t.Transfer.Tensor) : null))];
    }

    public void Low(int site, int axis, long value) => _sites[site].Low[axis] = value;

    public void High(int site, int axis, long value) => _sites[site].High[axis] = value;

    public void Stride(int site, int axis, long value) => _sites[site].Strides[axis] = value;

    public void Origin(int site, int axis, long value) => _sites[site].Origin[axis] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Transfer(int site, long offset, int slot)
    {
        var s = _sites[site];
        if (s.IsPadded)
        {
            var (start, options) = s.Pad(offset);
            Add(s, start, s.PaddedDims, s.PaddedStrides, slot, options);
            return;
        }

        Add(s, offset, s.Dims, s.Strides, slot, s.Options());
    }

    /// <summary>A gather or scatter; <paramref name="limit"/>: one more than the largest offset value, 0 if not known.</summary>
    public void Indirect(int site, long offset, int slot, long limit)
    {
        var s = _sites[site];
        var options = s.Options();
        var shape = IndirectShape.Of(s, _offsets, limit);
        Add(s, checked(offset + shape.CommonOffset), shape.Dims, shape.Strides, slot, shape.Options(options));
    }

    /// <summary>Remembers what a load put into a buffer of offsets.</summary>
    public void Capture(int site, long offset)
    {
        var s = _sites[site];
        s.Options();
        _offsets.Capture(s, offset);
    }

    /// <summary>A compute has changed a buffer of offsets.</summary>
    public void Forget(int buffer) => _offsets.Forget(buffer);

    public void Operation(int id)
    {
        var operation = _plan.Operations[id];
        _builder.AddCompute(operation.TileId, operation.Dims, operation.Reads, operation.Writes);
    }

    public void Wait(int site, int slot)
    {
        var wait = _plan.Waits[site];
        _builder.AddBarrier(wait.Tag, slot, wait.Writes);
    }

    private void Add(TransferSite s, long offset, long[] dims, long[] strides, int slot, DmaOptionsSpec? options)
    {
        var plan = s.Plan;
        var tag = plan.IsAsync ? plan.Transfer.Tag : 0;
        _builder.AddDma(
            plan.Direction, new(plan.Transfer.Tensor, offset, dims, strides, plan.ElementBits), new(tag, plan.IsAsync ? slot : 0, plan.IsAsync),
            plan.Reads, plan.Writes, options);
    }
}

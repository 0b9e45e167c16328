using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>What is known of a transfer's records before the shape is: everything but offset, slot and bounds.</summary>
internal sealed class TransferPlan
{
    public TransferPlan(Kernel kernel, Transfer transfer, int firstBuffer)
    {
        Transfer = transfer;
        Buffer = kernel.Buffers[transfer.Buffer];
        OffsetBuffer = transfer.Indirect is { } indirect ? kernel.Buffers[indirect.OffsetBuffer] : null;
        // A record has at least one dimension.
        Axes = transfer.Axes.IsEmpty ? [new TransferAxis(1, IndexExpr.Zero, -1)] : transfer.Axes;
        ElementBits = Buffer.Type.Bits();
        Direction = transfer.Direction == TransferDirection.Load ? DmaDirection.Load : DmaDirection.Store;
        var buffers = new[] { firstBuffer + transfer.Buffer };
        var offsets = OffsetBuffer is null ? [] : new[] { firstBuffer + OffsetBuffer.Id };
        (Reads, Writes) = Direction == DmaDirection.Load ? (offsets, buffers) : ([.. buffers, .. offsets], Array.Empty<int>());
        Varying = OffsetBuffer is null ? [] : [.. Enumerable.Range(0, Axes.Length).Where(k => Varies(Axes[k]))];
        Fill = Direction == DmaDirection.Load ? FillValue(Buffer.Type, transfer.Fill) : null;
    }

    public Transfer Transfer { get; }

    public SpadBuffer Buffer { get; }

    public SpadBuffer? OffsetBuffer { get; }

    public ImmutableArray<TransferAxis> Axes { get; }

    public DmaDirection Direction { get; }

    public int ElementBits { get; }

    public bool IsAsync => Transfer.IsAsync && Direction == DmaDirection.Load;

    public int[] Reads { get; }

    public int[] Writes { get; }

    /// <summary>Axes along which the indirect offset changes.</summary>
    public ImmutableArray<int> Varying { get; }

    public bool HasBounds => Axes.Any(a => a.Low is not null || a.High is not null);

    /// <summary>What a masked load writes, as a trace states it; null for stores.</summary>
    public RawMessagePack? Fill { get; }

    private static RawMessagePack FillValue(ElementType type, ulong bits) => type switch
    {
        ElementType.F32 => RawMessagePack.From((double)BitConverter.UInt32BitsToSingle((uint)bits)),
        ElementType.F16 => RawMessagePack.From((double)BitConverter.UInt16BitsToHalf((ushort)bits)),
        ElementType.BF16 => RawMessagePack.From((double)BitConverter.UInt32BitsToSingle((uint)bits << 16)),
        ElementType.F64 => RawMessagePack.From(BitConverter.UInt64BitsToDouble(bits)),
        ElementType.I8 => RawMessagePack.From((long)(sbyte)bits),
        ElementType.I16 => RawMessagePack.From((long)(short)bits),
        ElementType.I32 => RawMessagePack.From((long)(int)bits),
        _ => RawMessagePack.From((long)bits),
    };

    private bool Varies(TransferAxis axis) => axis.BufferAxis >= 0 && axis.Extent > 1 && OffsetBuffer!.Shape[axis.BufferAxis] > 1;
}

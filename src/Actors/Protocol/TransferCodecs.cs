using ActorSim.Kernel.Wire;

namespace ActorSim.Actors.Protocol;

/// <summary>Transfers as bytes.</summary>
internal static class TransferCodecs
{
    private const int MaxRank = 4;

    // What a trace may ask of one transfer.
    private const long MaxElements = int.MaxValue;

    public static void Write(TransferIssued transfer, WireWriter to)
    {
        Write(transfer.Handle, to);
        to.WriteBoolean(transfer.IsStore);
        to.WriteInt32(transfer.Owner.Trace);
        to.WriteInt32(transfer.Owner.Kernel);
        to.WriteInt32(transfer.Owner.Tensor);
        Write(transfer.Descriptor, to);
    }

    public static void Read(TransferIssued transfer, ref WireReader from)
    {
        transfer.Handle = ReadHandle(ref from);
        transfer.IsStore = from.ReadBoolean();
        transfer.Owner = new TransferOwner(from.ReadInt32("trace", 0), from.ReadInt32("kernel", 0), from.ReadInt32("tensor", 0));
        Read(transfer.Descriptor, ref from);
    }

    public static void Write(TransferReport report, WireWriter to)
    {
        Write(report.Handle, to);
        to.WriteInt64(report.Cycles);
    }

    public static void Read(TransferReport report, ref WireReader from)
    {
        report.Handle = ReadHandle(ref from);
        report.Cycles = from.ReadInt64("cycles", 0);
    }

    public static void Write(InstructionHandle handle, WireWriter to)
    {
        to.WriteInt32(handle.Slot);
        to.WriteInt32(handle.Instruction);
    }

    public static InstructionHandle ReadHandle(ref WireReader from) => new(from.ReadInt32("slot", 0), from.ReadInt32("instruction", 0));

    private static void Write(TransferDescriptor descriptor, WireWriter to)
    {
        to.WriteInt64(descriptor.Start);
        to.WriteInt32(descriptor.ElementBytes);
        to.WriteInt64s(descriptor.Dims);
        to.WriteInt64s(descriptor.Strides);
        to.WriteInt32(descriptor.IndirectAxis);
        to.WriteInt64s(descriptor.Offsets);
    }

    private static void Read(TransferDescriptor descriptor, ref WireReader from)
    {
        var start = from.ReadInt64();
        var elementBytes = from.ReadInt32("bytes of an element", 1, sizeof(long));
        var dims = from.ReadInt64s("number of dimensions");
        var strides = from.ReadInt64s("number of strides");
        RefuseShape(dims, strides);
        descriptor.SetBox(start, dims, strides, elementBytes);
        var axis = from.ReadInt32("axis of offsets", -1, dims.Length - 1);
        var offsets = from.ReadInt64s("number of offsets");
        if (offsets.Length != (axis < 0 ? 0 : dims[axis]))
        {
            throw new WireFormatException($"{offsets.Length} offsets for axis {axis} of [{string.Join(", ", dims)}]");
        }

        if (axis >= 0)
        {
            descriptor.SetIndirect(axis, offsets);
        }
    }

    private static void RefuseShape(long[] dims, long[] strides)
    {
        var room = dims.Length is >= 1 and <= MaxRank && strides.Length == dims.Length ? MaxElements : -1;
        foreach (var d in dims)
        {
            room = d < 0 ? -1 : d > 0 ? room / d : room;
        }

        if (room <= 0)
        {
            throw new WireFormatException($"a transfer of [{string.Join(", ", dims)}] with {strides.Length} strides: it has 1 to {MaxRank} dimensions "
                + $"of 0 or more, a stride each, and at most {MaxElements} elements");
        }
    }
}

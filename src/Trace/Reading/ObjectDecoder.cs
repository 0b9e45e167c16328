using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Reading;

/// <summary>Reads the top-level objects other than work-items, each from behind its kind.</summary>
internal static class ObjectDecoder
{
    public static TraceHeader Header(ref PackedReader r, int elements, TraceLimits limits)
    {
        FieldReader.Arity(ref r, elements, 3, "header");
        long at = r.Offset;
        if (FieldReader.String(ref r, limits, "magic") != TraceHeader.Magic)
            throw new PackedDataException($"not a trace: the header's first string is not '{TraceHeader.Magic}'", at);
        at = r.Offset;
        int version = r.ReadInt32();
        if (version is < 1 or > TraceHeader.CurrentVersion)
        {
            throw new PackedDataException(
                $"trace format version {version}; this reader knows 1..{TraceHeader.CurrentVersion}: use a newer reader", at);
        }
        FieldReader.Arity(ref r, elements, 6, "header");
        string producer = FieldReader.String(ref r, limits, "producer");
        string name = FieldReader.String(ref r, limits, "name");
        var meta = Meta(ref r, limits);
        FieldReader.SkipExtra(ref r, elements, 6);
        return new TraceHeader(producer, name, meta) { Version = version };
    }

    public static TraceTensor Tensor(ref PackedReader r, int elements, TraceLimits limits)
    {
        FieldReader.Arity(ref r, elements, 7, "tensor");
        int id = r.ReadInt32();
        string name = FieldReader.String(ref r, limits, "tensor name");
        string dtype = FieldReader.String(ref r, limits, "tensor dtype");
        var shape = new long[FieldReader.ListHeader(ref r, limits, "tensor shape")];
        for (int i = 0; i < shape.Length; i++)
            shape[i] = r.ReadInt64();
        var tensor = new TraceTensor(id, name, dtype, shape, r.ReadInt64(), r.ReadInt64());
        FieldReader.SkipExtra(ref r, elements, 7);
        return tensor;
    }

    public static TraceBuffer Buffer(ref PackedReader r, int elements, TraceLimits limits)
    {
        FieldReader.Arity(ref r, elements, 5, "buffer");
        int id = r.ReadInt32();
        string name = FieldReader.String(ref r, limits, "buffer name");
        var buffer = new TraceBuffer(id, name, r.ReadInt64(), (BufferRole)FieldReader.Choice(ref r, 3, "buffer role"));
        if (elements == 5)
            return buffer;
        buffer = buffer with { Versions = r.ReadInt32() };
        FieldReader.SkipExtra(ref r, elements, 6);
        return buffer;
    }

    public static TileCost TileCost(ref PackedReader r, int elements, TraceLimits limits)
    {
        FieldReader.Arity(ref r, elements, 6, "tile cost");
        int id = r.ReadInt32();
        string name = FieldReader.String(ref r, limits, "tile name");
        var cost = new TileCost(id, name, ComputeUnits.All[FieldReader.Choice(ref r, ComputeUnits.All.Count - 1, "unit")].Unit, r.ReadInt64(), r.ReadInt64());
        FieldReader.SkipExtra(ref r, elements, 6);
        return cost;
    }

    public static TraceKernel KernelBegin(ref PackedReader r, int elements, TraceLimits limits)
    {
        FieldReader.Arity(ref r, elements, 5, "kernel begin");
        int id = r.ReadInt32();
        string name = FieldReader.String(ref r, limits, "kernel name");
        var dependsOn = new int[FieldReader.ListHeader(ref r, limits, "depends-on")];
        for (int i = 0; i < dependsOn.Length; i++)
            dependsOn[i] = r.ReadInt32();
        var kernel = new TraceKernel(id, name, dependsOn, r.ReadInt32());
        FieldReader.SkipExtra(ref r, elements, 5);
        return kernel;
    }

    public static TraceKernelEnd KernelEnd(ref PackedReader r, int elements)
    {
        FieldReader.Arity(ref r, elements, 3, "kernel end");
        var end = new TraceKernelEnd(r.ReadInt32(), r.ReadInt64());
        FieldReader.SkipExtra(ref r, elements, 3);
        return end;
    }

    public static TraceFooter Footer(ref PackedReader r, int elements)
    {
        FieldReader.Arity(ref r, elements, 5, "footer");
        long kernels = r.ReadInt64();
        long workItems = r.ReadInt64();
        long records = r.ReadInt64();
        long at = r.Offset;
        long crc = r.ReadInt64();
        if (crc is < 0 or > uint.MaxValue)
            throw new PackedDataException($"CRC {crc} does not fit 32 bits", at);
        FieldReader.SkipExtra(ref r, elements, 5);
        return new TraceFooter(kernels, workItems, records, (uint)crc);
    }

    private static List<KeyValuePair<string, RawMessagePack>> Meta(ref PackedReader r, TraceLimits limits)
    {
        long at = r.Offset;
        int count = r.ReadMapHeader();
        if (count > limits.ListLength)
            throw new PackedDataException($"meta map has {count} entries; the limit is {limits.ListLength}", at);
        var meta = new List<KeyValuePair<string, RawMessagePack>>();
        for (int i = 0; i < count; i++)
            meta.Add(new(FieldReader.String(ref r, limits, "meta key"), RawMessagePack.FromBytes(r.ReadRaw())));
        return meta;
    }
}

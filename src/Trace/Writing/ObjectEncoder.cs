using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;
using MessagePack;

namespace ActorSim.Trace.Writing;

/// <summary>Writes the top-level objects other than work-items.</summary>
internal static class ObjectEncoder
{
    public static void Write(ref MessagePackWriter w, TraceHeader header)
    {
        Begin(ref w, TraceObjectKind.Header, 6);
        w.Write(TraceHeader.Magic);
        w.Write(TraceHeader.CurrentVersion);
        w.Write(header.Producer);
        w.Write(header.Name);
        w.WriteMapHeader(header.Meta.Count);
        foreach ((string key, RawMessagePack value) in header.Meta)
        {
            w.Write(key);
            w.WriteRaw(value.Span);
        }
    }

    public static void Write(ref MessagePackWriter w, TraceTensor tensor)
    {
        Begin(ref w, TraceObjectKind.Tensor, 7);
        w.Write(tensor.Id);
        w.Write(tensor.Name);
        w.Write(tensor.DType);
        w.WriteArrayHeader(tensor.Shape.Count);
        foreach (long length in tensor.Shape)
            w.Write(length);
        w.Write(tensor.BaseAddress);
        w.Write(tensor.Bytes);
    }

    public static void Write(ref MessagePackWriter w, TraceBuffer buffer)
    {
        Begin(ref w, TraceObjectKind.Buffer, buffer.Versions > 0 ? 6 : 5);
        w.Write(buffer.Id);
        w.Write(buffer.Name);
        w.Write(buffer.Bytes);
        w.Write((int)buffer.Role);
        if (buffer.Versions > 0)
            w.Write(buffer.Versions);
    }

    public static void Write(ref MessagePackWriter w, TileCost cost)
    {
        Begin(ref w, TraceObjectKind.TileCost, 6);
        w.Write(cost.Id);
        w.Write(cost.Name);
        w.Write((int)cost.Unit);
        w.Write(cost.Cycles);
        w.Write(cost.OverlapCycles);
    }

    public static void Write(ref MessagePackWriter w, TraceKernel kernel)
    {
        Begin(ref w, TraceObjectKind.KernelBegin, 5);
        w.Write(kernel.Id);
        w.Write(kernel.Name);
        w.WriteArrayHeader(kernel.DependsOn.Count);
        foreach (int id in kernel.DependsOn)
            w.Write(id);
        w.Write(kernel.Partition);
    }

    public static void Write(ref MessagePackWriter w, TraceKernelEnd end)
    {
        Begin(ref w, TraceObjectKind.KernelEnd, 3);
        w.Write(end.KernelId);
        w.Write(end.WorkItems);
    }

    public static void Write(ref MessagePackWriter w, TraceFooter footer)
    {
        Begin(ref w, TraceObjectKind.Footer, 5);
        w.Write(footer.Kernels);
        w.Write(footer.WorkItems);
        w.Write(footer.Records);
        w.Write((long)footer.Crc32C);
    }

    private static void Begin(ref MessagePackWriter w, TraceObjectKind kind, int elements)
    {
        w.WriteArrayHeader(elements);
        w.Write((int)kind);
    }
}

using System.Buffers;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Producer;
using MessagePack;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>Writes packages; equal packages give equal bytes.</summary>
internal static class PackageEncoder
{
    public const string Magic = "actorsim.kernel";

    public static byte[] Encode(KernelPackage package)
    {
        var expressions = new ExpressionEncoder();
        var module = new ArrayBufferWriter<byte>();
        var m = new MessagePackWriter(module);
        WriteModule(ref m, package.Module, expressions);
        m.Flush();
        var body = new ArrayBufferWriter<byte>();
        var b = new MessagePackWriter(body);
        b.WriteArrayHeader(4);
        WriteKey(ref b, package.Key);
        expressions.WriteTable(ref b);
        b.WriteRaw(module.WrittenSpan);
        WriteCosts(ref b, package.Costs);
        b.Flush();
        return Framed(body.WrittenSpan);
    }

    private static byte[] Framed(ReadOnlySpan<byte> body)
    {
        var file = new ArrayBufferWriter<byte>(body.Length + 64);
        var w = new MessagePackWriter(file);
        w.WriteArrayHeader(4);
        w.Write(Magic);
        w.Write(KernelPackage.CurrentVersion);
        w.Write(body);
        w.Write(PackageChecksum.Of(body));
        w.Flush();
        return file.WrittenSpan.ToArray();
    }

    private static void WriteKey(ref MessagePackWriter w, CompileKey key)
    {
        w.WriteMapHeader(key.Fields.Length);
        foreach (var (name, value) in key.Fields)
        {
            w.Write(name);
            w.Write(value);
        }
    }

    private static void WriteCosts(ref MessagePackWriter w, ModuleCosts costs)
    {
        w.WriteArrayHeader(2);
        w.Write(costs.Origin);
        w.WriteArrayHeader(costs.Kernels.Length);
        foreach (var kernel in costs.Kernels)
        {
            w.WriteArrayHeader(kernel.Length);
            foreach (var cost in kernel)
            {
                w.WriteArrayHeader(4);
                w.Write(cost.Name);
                w.Write((int)cost.Unit);
                w.Write(cost.Cycles);
                w.Write(cost.Overlap);
            }
        }
    }

    private static void WriteModule(ref MessagePackWriter w, Module module, ExpressionEncoder expressions)
    {
        w.WriteArrayHeader(5);
        w.Write(module.Name);
        var isPadded = module.Machine.RowElements > 1;
        w.WriteArrayHeader(isPadded ? 4 : 3);
        w.Write(module.Machine.Lanes);
        w.Write(module.Machine.SpadBytesPerLane);
        w.Write(module.Machine.VectorBits);
        if (isPadded) w.Write(module.Machine.RowElements);
        w.WriteArrayHeader(module.Sizes.Length);
        foreach (var size in module.Sizes) w.Write(expressions.Number(size));
        w.WriteArrayHeader(module.Tensors.Length);
        foreach (var tensor in module.Tensors)
        {
            w.WriteArrayHeader(4);
            w.Write(tensor.Name);
            w.Write((int)tensor.Type);
            WriteAll(ref w, tensor.Shape, expressions);
            w.Write((int)tensor.Role);
        }

        w.WriteArrayHeader(module.Kernels.Length);
        foreach (var kernel in module.Kernels) WriteKernel(ref w, kernel, expressions);
    }

    private static void WriteKernel(ref MessagePackWriter w, Kernel kernel, ExpressionEncoder expressions)
    {
        w.WriteArrayHeader(6);
        w.Write(kernel.Name);
        w.WriteArrayHeader(kernel.DependsOn.Length);
        foreach (var id in kernel.DependsOn) w.Write(id);
        w.WriteArrayHeader(kernel.Buffers.Length);
        foreach (var buffer in kernel.Buffers)
        {
            w.WriteArrayHeader(6);
            w.Write(buffer.Name);
            w.Write((int)buffer.Type);
            WriteLongs(ref w, buffer.Shape);
            w.Write(buffer.LaneAxis);
            w.Write(buffer.LaneStride);
            w.Write((int)buffer.Role);
        }

        w.Write(kernel.Tags);
        w.WriteMapHeader(kernel.Notes.Length);
        foreach (var (name, value) in kernel.Notes)
        {
            w.Write(name);
            w.Write(value);
        }

        StatementEncoder.Write(ref w, kernel.Body, expressions);
    }

    internal static void WriteLongs(ref MessagePackWriter w, IReadOnlyList<long> values)
    {
        w.WriteArrayHeader(values.Count);
        foreach (var value in values) w.Write(value);
    }

    internal static void WriteAll(ref MessagePackWriter w, IReadOnlyList<IndexExpr> values, ExpressionEncoder expressions)
    {
        w.WriteArrayHeader(values.Count);
        foreach (var value in values) expressions.Write(ref w, value);
    }
}

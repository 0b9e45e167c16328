using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Passes.Verify;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;
using MessagePack;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>Reads packages; anything wrong is one message with the file's name.</summary>
internal static class PackageDecoder
{
    public static KernelPackage Decode(ReadOnlyMemory<byte> bytes, string name)
    {
        try
        {
            return Verified(Body(Unframed(bytes, name)), name);
        }
        catch (PackedDataException e)
        {
            var what = e.IsTruncated ? "the file ends early (truncated)" : e.Message;
            throw Unreadable(name, $"{what}, at byte {e.Offset}");
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or DivideByZeroException or InvalidOperationException)
        {
            throw Unreadable(name, e.Message);
        }
    }

    // A right checksum says that the bytes are those that were written, not that a compiler wrote them.
    private static KernelPackage Verified(KernelPackage package, string name)
    {
        var diagnostics = new DiagnosticBag();
        Names(package.Key.Fields.Select(f => f.Key), "key");
        foreach (var kernel in package.Module.Kernels) Names(kernel.Notes.Select(n => n.Key), $"note of kernel '{kernel.Name}'");
        new Verifier(lowered: true).Run(package.Module, diagnostics);
        if (diagnostics.HasErrors) throw Unreadable(name, $"its program is not sound: {FirstError(diagnostics)}");
        package.Costs.Check(package.Module, diagnostics);
        if (diagnostics.HasErrors) throw Unreadable(name, $"its costs are not those of its program: {FirstError(diagnostics)}");
        return package;
    }

    private static Diagnostic FirstError(DiagnosticBag diagnostics) => diagnostics.All.First(d => d.Severity == DiagnosticSeverity.Error);

    private static void Names(IEnumerable<string> names, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
            if (!seen.Add(name)) throw new FormatException($"{what} '{name}' is there twice");
    }

    private static CompileException Unreadable(string name, string why) => new(
        KernelPackage.Unreadable, name, $"{why}; it is not a kernel package or it is damaged: compile the kernel again");

    private static ReadOnlyMemory<byte> Unframed(ReadOnlyMemory<byte> bytes, string name)
    {
        if (bytes.IsEmpty) throw new FormatException("the file is empty");
        var r = new PackedReader(bytes);
        if (r.NextMessagePackType != MessagePackType.Array || r.ReadArrayHeader() != 4 || r.NextMessagePackType != MessagePackType.String
            || r.ReadString() != PackageEncoder.Magic)
            throw new FormatException($"it does not begin with '{PackageEncoder.Magic}'");
        var version = r.ReadInt32();
        if (version > KernelPackage.CurrentVersion)
        {
            throw new CompileException(KernelPackage.Newer, name, $"format version {version}; this program reads up to "
                + $"{KernelPackage.CurrentVersion}: use a newer actorsim, or compile the kernel again with this one");
        }

        if (version < 1) throw new FormatException($"format version {version}");
        var body = r.ReadBytes();
        if (r.ReadUInt64() != PackageChecksum.Of(body.Span)) throw new FormatException("its checksum is wrong");
        if (!r.End) throw new FormatException("bytes follow its end");
        return body;
    }

    private static KernelPackage Body(ReadOnlyMemory<byte> body)
    {
        var r = new PackedReader(body);
        PackageFields.Array(ref r, 4, "body");
        var key = CompileKey.Of(Pairs(ref r));
        var expressions = new ExpressionDecoder();
        expressions.ReadTable(ref r);
        var module = ReadModule(ref r, expressions);
        return new KernelPackage(module, ReadCosts(ref r), key);
    }

    private static ImmutableArray<KeyValuePair<string, string>> Pairs(ref PackedReader r)
    {
        var count = r.ReadMapHeader();
        var pairs = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        for (var n = 0; n < count; n++) pairs.Add(new(PackageFields.Text(ref r), PackageFields.Text(ref r)));
        return pairs.ToImmutable();
    }

    private static ModuleCosts ReadCosts(ref PackedReader r)
    {
        PackageFields.Array(ref r, 2, "costs");
        var origin = PackageFields.Text(ref r);
        return new ModuleCosts(origin, PackageFields.All(ref r, static (ref PackedReader k) => PackageFields.All(ref k, Cost)));

        static StaticCost Cost(ref PackedReader c)
        {
            PackageFields.Array(ref c, 4, "cost");
            return new StaticCost(PackageFields.Text(ref c), PackageFields.Name<ComputeUnit>(ref c), c.ReadInt64(), c.ReadInt64());
        }
    }

    private static Module ReadModule(ref PackedReader r, ExpressionDecoder expressions)
    {
        PackageFields.Array(ref r, 5, "module");
        var name = PackageFields.Text(ref r);
        var facts = r.ReadArrayHeader();
        if (facts is not (3 or 4)) throw new FormatException($"machine has {facts} elements instead of 3 or 4");
        var lanes = checked((int)PackageFields.AtLeast(ref r, 1, "lanes"));
        var machine = new MachineFacts(lanes, PackageFields.AtLeast(ref r, 1, "spad"), checked((int)PackageFields.AtLeast(ref r, 1, "vector bits")));
        if (facts == 4) machine = machine with { RowElements = checked((int)PackageFields.AtLeast(ref r, 1, "row elements")) };
        var sizes = PackageFields.All(ref r, expressions.Variable);
        var id = 0;
        var tensors = PackageFields.All(ref r, (ref PackedReader t) =>
        {
            PackageFields.Array(ref t, 4, "tensor");
            var tensor = PackageFields.Text(ref t);
            var type = PackageFields.Name<ElementType>(ref t);
            var shape = expressions.ReadAll(ref t);
            return new TensorDecl(id++, tensor, type, shape, PackageFields.Name<TensorRole>(ref t));
        });
        var kernels = PackageFields.All(ref r, (ref PackedReader k) => ReadKernel(ref k, expressions, tensors.Length));
        return new Module(name, machine, sizes, tensors, kernels);
    }

    private static Kernel ReadKernel(ref PackedReader r, ExpressionDecoder expressions, int tensors)
    {
        PackageFields.Array(ref r, 6, "kernel");
        var name = PackageFields.Text(ref r);
        var dependsOn = PackageFields.Ints(ref r);
        var id = 0;
        var buffers = PackageFields.All(ref r, (ref PackedReader b) => ReadBuffer(ref b, id++));
        var tags = r.ReadInt32();
        var notes = Pairs(ref r);
        var body = new StatementDecoder(expressions, tensors, buffers.Length).ReadAll(ref r);
        return new Kernel(name, dependsOn, buffers, tags, body) { Notes = notes };
    }

    private static SpadBuffer ReadBuffer(ref PackedReader r, int id)
    {
        PackageFields.Array(ref r, 6, "buffer");
        var name = PackageFields.Text(ref r);
        var type = PackageFields.Name<ElementType>(ref r);
        var shape = PackageFields.Extents(ref r);
        var laneAxis = PackageFields.Index(ref r, Math.Max(1, shape.Length), "lane axis", orNone: true);
        var laneStride = PackageFields.AtLeast(ref r, 1, "lane stride");
        return new SpadBuffer(id, name, type, shape, laneAxis, laneStride, PackageFields.Name<BufferRole>(ref r));
    }
}

using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>Reads what <see cref="IrPrinter"/> prints, also after a tool has printed it anew in generic form.</summary>
public static class IrParser
{
    /// <exception cref="CompileException">File, line and column of the place, and what was expected.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Module ParseFile(string path) => Parse(InputFile.ReadText(path), path);

    /// <param name="text">The whole text.</param>
    /// <param name="file">Named by errors.</param>
    /// <exception cref="CompileException">As above.</exception>
    public static Module Parse(string text, string file)
    {
        var root = MlirParser.Parse(text, file);
        if (root.Name != "builtin.module") throw root.Fail("the text must be one builtin.module");
        var operations = root.Region().Operations;
        var sizes = operations.Where(o => o.Name == "sim.size").Select(Size).ToImmutableArray();
        var names = new IndexScope(sizes);
        var tensors = operations.Where(o => o.Name == "sim.tensor").Select((o, id) => Tensor(o, id, names)).ToImmutableArray();
        var kernels = operations.Where(o => o.Name == "func.func").Select(o => Kernel(o, tensors, names)).ToImmutableArray();
        if (operations.FirstOrDefault(o => o.Name is not ("sim.size" or "sim.tensor" or "func.func")) is { } other)
            throw other.Fail("sim.size, sim.tensor or func.func expected here");
        return new Module(root.Text("sim.name"), Machine(root), sizes, tensors, kernels);
    }

    private static MachineFacts Machine(MlirOperation root)
    {
        var facts = root.Dictionary("sim.machine");
        long Get(string name, long least) =>
            facts.TryGetValue(name, out var value) && root.Get<long>(value, name, "an integer") is var number && number >= least && number <= int.MaxValue
                ? number
                : throw root.Fail($"sim.machine needs {name}, {least} or more");
        return new MachineFacts((int)Get("lanes", 1), Get("spad_bytes_per_lane", 1), (int)Get("vector_bits", 64))
        {
            RowElements = facts.ContainsKey("row_elements") ? (int)Get("row_elements", 1) : 1,
        };
    }

    private static IndexVar Size(MlirOperation operation) =>
        RangeText.Read(operation, "", operation.Text("name"), IndexVarKind.Size, null);

    private static TensorDecl Tensor(MlirOperation operation, int id, IndexScope names)
    {
        var shape = operation.Texts("shape").Select(e => names.Expression(operation, e));
        return new TensorDecl(id, operation.Text("name"), TextEnum.Element(operation, "type"), [.. shape], TextEnum.Of<TensorRole>(operation, "role"));
    }

    private static Kernel Kernel(MlirOperation function, ImmutableArray<TensorDecl> tensors, IndexScope names)
    {
        var region = function.Region();
        if (region.Arguments.Count != tensors.Length)
            throw function.Fail($"has {region.Arguments.Count} arguments, one for each of the {tensors.Length} tensors expected");
        var allocations = region.Operations.Where(o => o.Name == "memref.alloc").ToArray();
        var buffers = allocations.Select(Buffer).ToImmutableArray();
        var values = new KernelValues(region.Arguments, [.. allocations.Select(a => a.Result!)], tensors, buffers);
        var body = region.Operations.Where(o => o.Name is not ("memref.alloc" or "func.return"));
        var statements = new StatementReader(values, names).Read(body);
        var depends = function.Integers("sim.depends_on").Select(k => checked((int)k));
        return new Kernel(function.Text("sym_name"), [.. depends], buffers, checked((int)function.Integer("sim.tags")), statements)
        {
            Notes = [.. function.List("sim.notes").Select(n => Note(function, n))],
        };
    }

    private static KeyValuePair<string, string> Note(MlirOperation function, MlirAttribute note)
    {
        var pair = function.Get<List<MlirAttribute>>(note, "sim.notes", "a list of pairs");
        if (pair.Count != 2) throw function.Fail("attribute 'sim.notes' must be a list of pairs");
        return KeyValuePair.Create(function.Get<string>(pair[0], "sim.notes", "a list of pairs of strings"),
            function.Get<string>(pair[1], "sim.notes", "a list of pairs of strings"));
    }

    private static SpadBuffer Buffer(MlirOperation allocation, int id)
    {
        var shape = allocation.Integers("sim.shape");
        var axis = allocation.Integer("sim.lane_axis");
        var stride = allocation.Integer("sim.lane_stride");
        if (shape.Any(e => e < 1) || axis < -1 || axis >= shape.Length || stride < 1)
            throw allocation.Fail("sim.shape must be 1 or more, sim.lane_axis one of its axes or -1, sim.lane_stride 1 or more");
        return new SpadBuffer(id, allocation.Text("sim.name"), TextEnum.Element(allocation, "sim.type"), [.. shape], (int)axis, stride,
            TextEnum.Of<BufferRole>(allocation, "sim.role"));
    }
}

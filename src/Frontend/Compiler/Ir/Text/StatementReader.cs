using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>Reads the statements of a kernel.</summary>
internal sealed class StatementReader(KernelValues values, IndexScope names)
{
    public ImmutableArray<Statement> Read(IEnumerable<MlirOperation> operations) =>
        [.. operations.Where(o => o.Name is not ("arith.constant" or "sim.index" or "scf.yield")).Select(Read)];

    private Statement Read(MlirOperation o) => o.Name switch
    {
        "scf.for" => Loop(o),
        "sim.transfer" => Transfer(o),
        "sim.wait" => new Wait(Int(o, "tag"), names.Attribute(o, "slot"), values.Buffer(o, 0)),
        "sim.compute" => Compute(o),
        "sim.preload" => new Preload(Int(o, "id"), Operand(o, "weights", 0), Positive(o, "rows"), Positive(o, "columns")),
        "sim.matmul" => new Matmul(
            Int(o, "id"), Operand(o, "a", 0), Operand(o, "c", 1), Positive(o, "rows"), Positive(o, "depth"), Positive(o, "columns")),
        "sim.tile_matmul" => new TileMatmul(
            Operand(o, "a", 0), Operand(o, "b", 1), Operand(o, "c", 2), Positive(o, "m"), Positive(o, "n"), Positive(o, "k")),
        _ => throw o.Fail("is not a statement of a kernel"),
    };

    private Loop Loop(MlirOperation o)
    {
        var extent = names.Attribute(o, "sim.extent");
        var known = o.Has("sim.var_extent") ? names.Attribute(o, "sim.var_extent") : null;
        var variable = RangeText.Read(o, "sim.", o.Text("sim.var"), IndexVarKind.Loop, known);
        names.Enter(variable);
        var depends = o.Has("sim.waits_for") ? names.List(o, "sim.waits_for").ToArray() : [];
        if (depends.Length is not (0 or 3)) throw o.Fail("sim.waits_for must be first, stride and count");
        var body = Read(o.Region().Operations);
        names.Leave();
        return new Loop(TextEnum.Of<LoopKind>(o, "sim.kind"), variable, extent, Positive(o, "sim.step"), body)
        {
            DependsOn = depends.Length == 0 ? null : new WorkItemDependence(depends[0], depends[1], depends[2]),
        };
    }

    private Transfer Transfer(MlirOperation o)
    {
        var indirect = o.Has("offset_stride")
            ? new IndirectAccess(values.Buffer(o, 2), o.Integer("offset_stride")) { Limit = o.Has("limit") ? names.Attribute(o, "limit") : null }
            : null;
        var axes = o.List("axes").Select(a => Axis(o, o.Get<Dictionary<string, MlirAttribute>>(a, "axes", "a list of dictionaries")));
        return new Transfer(TextEnum.Of<TransferDirection>(o, "direction"), values.Tensor(o, 0), names.Attribute(o, "base"), values.Buffer(o, 1), [.. axes])
        {
            Origin = [.. names.List(o, "origin")],
            Fill = unchecked((ulong)o.Integer("fill")),
            IsAsync = o.Flag("async"),
            Tag = Int(o, "tag"),
            Slot = names.Attribute(o, "slot"),
            Indirect = indirect,
            Accumulate = o.Flag("accumulate"),
            Subtile = [.. o.Integers("subtile")],
        };
    }

    private TransferAxis Axis(MlirOperation o, Dictionary<string, MlirAttribute> axis)
    {
        T Get<T>(string name, string expected) =>
            axis.TryGetValue(name, out var value) ? o.Get<T>(value, name, expected) : throw o.Fail($"an axis has no '{name}'");
        IndexExpr? Bound(string name) => axis.ContainsKey(name) ? names.Expression(o, Get<string>(name, "a string")) : null;
        var (extent, step) = (Get<long>("extent", "an integer"), Get<long>("step", "an integer"));
        if (extent < 1) throw o.Fail($"an axis has the extent {extent}, 1 or more expected");
        var stride = names.Expression(o, Get<string>("stride", "a string"));
        return new TransferAxis(extent, stride, checked((int)Get<long>("axis", "an integer")), step, Bound("low"), Bound("high"));
    }

    private MatrixOperand Operand(MlirOperation o, string attribute, int operand)
    {
        var fields = o.Dictionary(attribute);
        T Get<T>(string name, string expected) =>
            fields.TryGetValue(name, out var value) ? o.Get<T>(value, name, expected) : throw o.Fail($"'{attribute}' has no '{name}'");
        var origin = Get<List<MlirAttribute>>("origin", "a list").Select(e => names.Expression(o, o.Get<string>(e, "origin", "a list of strings")));
        return new MatrixOperand(values.Buffer(o, operand), (int)Get<long>("row_axis", "an integer"), (int)Get<long>("column_axis", "an integer"),
            [.. origin], Get<long>("row_step", "an integer"));
    }

    private Compute Compute(MlirOperation o)
    {
        var extents = o.Integers("extents");
        if (extents.Any(e => e < 1)) throw o.Fail("attribute 'extents' must be 1 or more");
        var body = new BodyReader(values, names).Read(o.Region().Operations);
        return new Compute(Int(o, "id"), o.Text("name"), TextEnum.Of<ComputeUnit>(o, "unit"), [.. extents], Int(o, "lane_axis"),
            Positive(o, "lane_stride"), body);
    }

    private static int Int(MlirOperation o, string attribute)
    {
        var value = o.Integer(attribute);
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw o.Fail($"attribute '{attribute}' is {value}, too large");
    }

    private static long Positive(MlirOperation o, string attribute)
    {
        var value = o.Integer(attribute);
        return value >= 1 ? value : throw o.Fail($"attribute '{attribute}' is {value}, 1 or more expected");
    }
}

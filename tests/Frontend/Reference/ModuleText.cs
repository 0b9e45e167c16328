using System.Collections.Immutable;
using System.Text;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Tests.Reference;

/// <summary>A module as indented text, to read and to compare; it cannot be parsed.</summary>
internal static class ModuleText
{
    public static string Of(Module module)
    {
        var text = new StringBuilder();
        text.Append($"module {module.Name} sizes [{string.Join(", ", module.Sizes)}] on {module.Machine}\n");
        foreach (var tensor in module.Tensors)
            text.Append($"  tensor {tensor.Id} {tensor.Name} {tensor.Type.Name()}[{string.Join(", ", tensor.Shape)}] {tensor.Role}\n");
        foreach (var kernel in module.Kernels) Append(text, kernel);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Kernel kernel)
    {
        text.Append($"  kernel {kernel.Name} after [{string.Join(", ", kernel.DependsOn)}]\n");
        foreach (var note in kernel.Notes) text.Append($"    note {note.Key} = {note.Value}\n");
        foreach (var b in kernel.Buffers)
            text.Append($"    buffer {b.Id} {b.Name} {b.Type.Name()}[{string.Join(", ", b.Shape)}] lane {b.LaneAxis}/{b.LaneStride} {b.Role}\n");
        Append(text, kernel.Body, "    ");
    }

    private static void Append(StringBuilder text, ImmutableArray<Statement> body, string indent)
    {
        foreach (var statement in body)
        {
            text.Append(indent).Append(Line(statement)).Append('\n');
            if (statement is Loop loop) Append(text, loop.Body, indent + "  ");
            else if (statement is Compute compute)
                for (var n = 0; n < compute.Body.Length; n++) text.Append($"{indent}  %{n} = {Operation(compute.Body[n])}\n");
        }
    }

    private static string Line(Statement statement) => statement switch
    {
        Loop l => $"{l.Kind.ToString().ToLowerInvariant()} {l.Var} < {l.Extent} step {l.Step}"
            + (l.DependsOn is { } d ? $" after {d.First} + n * {d.Stride}, n < {d.Count}" : ""),
        Transfer t => Line(t),
        Wait w => $"wait {w.Tag}[{w.Slot}] for buffer {w.Buffer}",
        Compute c => $"compute {c.Id} {c.Name} {c.Unit} [{string.Join(", ", c.Extents)}] lane {c.LaneAxis}/{c.LaneStride}",
        Preload p => $"preload {p.Id} {p.Rows}x{p.Columns} of {Matrix(p.Weights)}",
        Matmul m => $"matmul {m.Id} {m.Rows}x{m.Depth}x{m.Columns} {Matrix(m.A)} to {Matrix(m.C)}",
        TileMatmul m => $"tile-matmul {m.M}x{m.N}x{m.K} {Matrix(m.A)} by {Matrix(m.B)} to {Matrix(m.C)}",
        _ => statement.ToString(),
    };

    private static string Line(Transfer t)
    {
        var axes = t.Axes.Select(a => $"({a.Extent} by {a.DramStride} to axis {a.BufferAxis} by {a.BufferStep}"
            + (a.Low is null && a.High is null ? ")" : $" valid {a.Low?.ToString() ?? "0"}..{a.High?.ToString() ?? "end"})"));
        return $"{t.Direction.ToString().ToLowerInvariant()} tensor {t.Tensor} at {t.Base}, buffer {t.Buffer}[{string.Join(", ", t.Origin)}], "
            + string.Join(" ", axes) + (t.IsAsync ? $" async {t.Tag}[{t.Slot}]" : "")
            + (t.Indirect is { } i ? $" indirect by buffer {i.OffsetBuffer} * {i.OffsetStride} below {i.Limit}" : "")
            + (t.Accumulate ? " accumulate" : "") + (t.Subtile.IsEmpty ? "" : $" subtile [{string.Join(", ", t.Subtile)}]");
    }

    private static string Matrix(MatrixOperand m) =>
        $"buffer {m.Buffer}[{string.Join(", ", m.Origin)}] rows {m.RowAxis} by {m.RowStep}, columns {m.ColumnAxis}";

    private static string Operation(VectorOp op) => op switch
    {
        VectorLoad o => $"load {Map(o.Map)}",
        VectorStore o => $"store %{o.Value} to {Map(o.Map)}" + (o.Predicate < 0 ? "" : $" if %{o.Predicate}"),
        VectorReduce o => $"reduce {o.Kind} %{o.Value} into {Map(o.Map)}",
        VectorUnary o => $"{o.Type.Name()} {o.Kind} %{o.Operand}",
        VectorBinary o => $"{o.Type.Name()} {o.Kind} %{o.Left}, %{o.Right}",
        VectorSelect o => $"{o.Type.Name()} select %{o.Condition}, %{o.Then}, %{o.Otherwise}",
        VectorCast o => $"{o.Type.Name()} cast %{o.Operand}",
        _ => op.ToString(),
    };

    private static string Map(BufferMap map) => $"buffer {map.Buffer}[{string.Join(", ", map.Origin)}] by axes [{string.Join(", ", map.Axes)}]";
}

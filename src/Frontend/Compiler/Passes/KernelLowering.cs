using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>Systolic lowering of one kernel: walks it in program order, knowing what each buffer holds.</summary>
internal sealed class KernelLowering(Kernel kernel, MachineFacts machine, FreshNames names, DiagnosticBag diagnostics)
{
    private readonly BufferSources _sources = new();
    private readonly List<IndexVar> _loops = [];
    private readonly ProductGuards _guards = new(kernel, machine, diagnostics);

    public ImmutableArray<Statement> Lower(ImmutableArray<Statement> body)
    {
        var result = ImmutableArray.CreateBuilder<Statement>(body.Length);
        foreach (var statement in body) result.AddRange(Lower(statement));
        return result.ToImmutable();
    }

    private IEnumerable<Statement> Lower(Statement statement)
    {
        var nest = new List<Loop>();
        var inner = statement;
        while (inner is Loop { Kind: LoopKind.Inner, Body: [var only] } loop)
        {
            nest.Add(loop);
            inner = only;
        }

        if (inner is TileMatmul product) return Product(product, nest);
        if (statement is Loop other)
        {
            _loops.Add(other.Var);
            var body = Lower(other.Body);
            _loops.RemoveAt(_loops.Count - 1);
            return [other with { Body = body }];
        }

        _sources.See(statement, _loops);
        return [statement];
    }

    private IReadOnlyList<Statement> Product(TileMatmul product, List<Loop> nest)
    {
        var around = new HashSet<IndexVar>(_loops);
        around.UnionWith(nest.Select(l => l.Var));
        var rows = RowPiece(product, around);
        if (!_guards.Check(product, _sources, around, rows)) return [product];
        var weightVars = product.B.Origin.SelectMany(e => e.Variables()).ToHashSet();
        var over = nest.Where(l => weightVars.Contains(l.Var)).ToList();
        var under = nest.Where(l => !weightVars.Contains(l.Var)).ToList();
        var n = Block("n", product.N, machine.Lanes);
        var k = Block("k", product.K, machine.Lanes);
        var m = Block("m", product.M, rows);

        var weights = Moved(product.B, k.Start, n.Start);
        var a = Moved(product.A, m.Start, k.Start);
        var c = Moved(product.C, m.Start, n.Start);
        List<Statement> stream = [.. Waits(product.A, a, m.Length, k.Length, around),
            new Matmul(-1, a, c, m.Length, k.Length, n.Length)];
        List<Statement> block = [.. Waits(product.B, weights, k.Length, n.Length, around),
            new Preload(-1, weights, k.Length, n.Length), .. Nest([.. under, .. m.Loops], stream)];
        return Nest([.. over, .. n.Loops, .. k.Loops], block);
    }

    private long RowPiece(TileMatmul product, HashSet<IndexVar> around)
    {
        var piece = product.M;
        foreach (var source in _sources.Pending(product.A.Buffer))
            if (product.A.RowStep == 1 && source.PieceAlong(product.A.RowAxis, around) is { } along) piece = Math.Min(piece, along);
        return Math.Min(piece, machine.Lanes);
    }

    private IEnumerable<Statement> Waits(
        MatrixOperand whole, MatrixOperand part, long rows, long columns, IReadOnlyCollection<IndexVar> around)
    {
        var box = new (IndexExpr Start, long Length)[part.Origin.Length];
        for (var axis = 0; axis < box.Length; axis++) box[axis] = (part.Origin[axis], 1);
        box[part.RowAxis].Length = (rows - 1) * part.RowStep + 1;
        box[part.ColumnAxis].Length = columns;
        foreach (var source in _sources.Pending(whole.Buffer))
        {
            if (PieceWaits.For(source, box, around, names) is { } waits)
            {
                foreach (var wait in waits) yield return wait;
                continue;
            }

            diagnostics.Error(SystolicLowering.Misaligned, kernel.Name,
                $"a block of {rows} x {columns} of buffer '{kernel.Buffers[whole.Buffer].Name}' at ({string.Join(", ", part.Origin)}) "
                + "is not made of whole pieces of its load; choose subtiles that are multiples or divisors of the array");
        }
    }

    private BlockLoop Block(string prefix, long extent, long length)
    {
        if (extent <= length) return new BlockLoop(IndexExpr.Zero, extent, []);
        var loop = names.Loop(prefix, extent / length);
        return new BlockLoop(loop * (IndexExpr)length, length, [new Loop(LoopKind.Inner, loop, extent / length, 1, [])]);
    }

    private static MatrixOperand Moved(MatrixOperand operand, IndexExpr row, IndexExpr column)
    {
        var origin = operand.Origin.ToBuilder();
        origin[operand.RowAxis] += row * operand.RowStep;
        origin[operand.ColumnAxis] += column;
        return operand with { Origin = origin.ToImmutable() };
    }

    private static IReadOnlyList<Statement> Nest(IReadOnlyList<Loop> loops, IReadOnlyList<Statement> body)
    {
        for (var i = loops.Count - 1; i >= 0; i--) body = [loops[i] with { Body = [.. body] }];
        return body;
    }

    private sealed record BlockLoop(IndexExpr Start, long Length, IReadOnlyList<Loop> Loops);
}

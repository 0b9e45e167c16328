using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using MessagePack;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>Writes statements: arrays that begin with their <see cref="StatementKind"/>.</summary>
internal static class StatementEncoder
{
    public static void Write(ref MessagePackWriter w, ImmutableArray<Statement> body, ExpressionEncoder expressions)
    {
        w.WriteArrayHeader(body.Length);
        foreach (var statement in body) Write(ref w, statement, expressions);
    }

    private static void Write(ref MessagePackWriter w, Statement statement, ExpressionEncoder expressions)
    {
        switch (statement)
        {
            case Loop loop: WriteLoop(ref w, loop, expressions); break;
            case Transfer transfer: WriteTransfer(ref w, transfer, expressions); break;
            case Wait wait:
                Begin(ref w, StatementKind.Wait, 3);
                w.Write(wait.Tag);
                expressions.Write(ref w, wait.Slot);
                w.Write(wait.Buffer);
                break;
            case Compute compute: WriteCompute(ref w, compute, expressions); break;
            case Preload preload:
                Begin(ref w, StatementKind.Preload, 4);
                w.Write(preload.Id);
                WriteMatrix(ref w, preload.Weights, expressions);
                w.Write(preload.Rows);
                w.Write(preload.Columns);
                break;
            case Matmul matmul:
                Begin(ref w, StatementKind.Matmul, 6);
                w.Write(matmul.Id);
                WriteMatrix(ref w, matmul.A, expressions);
                WriteMatrix(ref w, matmul.C, expressions);
                w.Write(matmul.Rows);
                w.Write(matmul.Depth);
                w.Write(matmul.Columns);
                break;
            case TileMatmul tile: WriteTile(ref w, tile, expressions); break;
            default: throw new ArgumentException($"{statement.GetType().Name} has no place in a package", nameof(statement));
        }
    }

    private static void Begin(ref MessagePackWriter w, StatementKind kind, int fields)
    {
        w.WriteArrayHeader(fields + 1);
        w.Write((int)kind);
    }

    private static void WriteLoop(ref MessagePackWriter w, Loop loop, ExpressionEncoder expressions)
    {
        Begin(ref w, StatementKind.Loop, 6);
        w.Write((int)loop.Kind);
        w.Write(expressions.Number(loop.Var));
        expressions.Write(ref w, loop.Extent);
        w.Write(loop.Step);
        if (loop.DependsOn is { } d) PackageEncoder.WriteAll(ref w, [d.First, d.Stride, d.Count], expressions);
        else w.WriteNil();
        Write(ref w, loop.Body, expressions);
    }

    private static void WriteTransfer(ref MessagePackWriter w, Transfer t, ExpressionEncoder expressions)
    {
        Begin(ref w, StatementKind.Transfer, 13);
        w.Write((int)t.Direction);
        w.Write(t.Tensor);
        expressions.Write(ref w, t.Base);
        w.Write(t.Buffer);
        w.WriteArrayHeader(t.Axes.Length);
        foreach (var axis in t.Axes)
        {
            w.WriteArrayHeader(6);
            w.Write(axis.Extent);
            expressions.Write(ref w, axis.DramStride);
            w.Write(axis.BufferAxis);
            w.Write(axis.BufferStep);
            WriteOptional(ref w, axis.Low, expressions);
            WriteOptional(ref w, axis.High, expressions);
        }

        PackageEncoder.WriteAll(ref w, t.Origin, expressions);
        w.Write(t.Fill);
        w.Write(t.IsAsync);
        w.Write(t.Tag);
        expressions.Write(ref w, t.Slot);
        WriteIndirect(ref w, t.Indirect, expressions);
        w.Write(t.Accumulate);
        PackageEncoder.WriteLongs(ref w, t.Subtile);
    }

    private static void WriteIndirect(ref MessagePackWriter w, IndirectAccess? indirect, ExpressionEncoder expressions)
    {
        if (indirect is null)
        {
            w.WriteNil();
            return;
        }

        w.WriteArrayHeader(3);
        w.Write(indirect.OffsetBuffer);
        w.Write(indirect.OffsetStride);
        WriteOptional(ref w, indirect.Limit, expressions);
    }

    private static void WriteCompute(ref MessagePackWriter w, Compute compute, ExpressionEncoder expressions)
    {
        Begin(ref w, StatementKind.Compute, 7);
        w.Write(compute.Id);
        w.Write(compute.Name);
        w.Write((int)compute.Unit);
        PackageEncoder.WriteLongs(ref w, compute.Extents);
        w.Write(compute.LaneAxis);
        w.Write(compute.LaneStride);
        w.WriteArrayHeader(compute.Body.Length);
        foreach (var op in compute.Body) VectorOpEncoder.Write(ref w, op, expressions);
    }

    private static void WriteTile(ref MessagePackWriter w, TileMatmul tile, ExpressionEncoder expressions)
    {
        Begin(ref w, StatementKind.TileMatmul, 6);
        WriteMatrix(ref w, tile.A, expressions);
        WriteMatrix(ref w, tile.B, expressions);
        WriteMatrix(ref w, tile.C, expressions);
        w.Write(tile.M);
        w.Write(tile.N);
        w.Write(tile.K);
    }

    private static void WriteMatrix(ref MessagePackWriter w, MatrixOperand matrix, ExpressionEncoder expressions)
    {
        w.WriteArrayHeader(5);
        w.Write(matrix.Buffer);
        w.Write(matrix.RowAxis);
        w.Write(matrix.ColumnAxis);
        PackageEncoder.WriteAll(ref w, matrix.Origin, expressions);
        w.Write(matrix.RowStep);
    }

    private static void WriteOptional(ref MessagePackWriter w, IndexExpr? index, ExpressionEncoder expressions)
    {
        if (index is null) w.WriteNil();
        else expressions.Write(ref w, index);
    }
}

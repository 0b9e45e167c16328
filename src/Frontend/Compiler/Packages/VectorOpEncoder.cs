using ActorSim.Frontend.Compiler.Ir.Vector;
using MessagePack;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>Writes vector operations: [kind, type, ...].</summary>
internal static class VectorOpEncoder
{
    public static void Write(ref MessagePackWriter w, VectorOp op, ExpressionEncoder expressions)
    {
        switch (op)
        {
            case VectorConstant constant:
                Begin(ref w, VectorOpKind.Constant, op, 2);
                w.Write(constant.Float);
                w.Write(constant.Integer);
                break;
            case VectorIndex index:
                Begin(ref w, VectorOpKind.Index, op, 2);
                expressions.Write(ref w, index.Base);
                w.Write(index.Axis);
                break;
            case VectorLoad load:
                Begin(ref w, VectorOpKind.Load, op, 1);
                WriteMap(ref w, load.Map, expressions);
                break;
            case VectorStore store:
                Begin(ref w, VectorOpKind.Store, op, 3);
                WriteMap(ref w, store.Map, expressions);
                w.Write(store.Value);
                w.Write(store.Predicate);
                break;
            case VectorReduce reduce:
                Begin(ref w, VectorOpKind.Reduce, op, 3);
                w.Write((int)reduce.Kind);
                WriteMap(ref w, reduce.Map, expressions);
                w.Write(reduce.Value);
                break;
            default: WritePure(ref w, op); break;
        }
    }

    private static void WritePure(ref MessagePackWriter w, VectorOp op)
    {
        switch (op)
        {
            case VectorUnary unary:
                Begin(ref w, VectorOpKind.Unary, op, 2);
                w.Write((int)unary.Kind);
                w.Write(unary.Operand);
                break;
            case VectorBinary binary:
                Begin(ref w, VectorOpKind.Binary, op, 3);
                w.Write((int)binary.Kind);
                w.Write(binary.Left);
                w.Write(binary.Right);
                break;
            case VectorSelect select:
                Begin(ref w, VectorOpKind.Select, op, 3);
                w.Write(select.Condition);
                w.Write(select.Then);
                w.Write(select.Otherwise);
                break;
            case VectorCast cast:
                Begin(ref w, VectorOpKind.Cast, op, 2);
                w.Write(cast.Operand);
                w.Write(cast.Bits);
                break;
            default: throw new ArgumentException($"{op.GetType().Name} has no place in a package", nameof(op));
        }
    }

    private static void Begin(ref MessagePackWriter w, VectorOpKind kind, VectorOp op, int fields)
    {
        w.WriteArrayHeader(fields + 2);
        w.Write((int)kind);
        w.Write((int)op.Type);
    }

    private static void WriteMap(ref MessagePackWriter w, BufferMap map, ExpressionEncoder expressions)
    {
        w.WriteArrayHeader(3);
        w.Write(map.Buffer);
        w.WriteArrayHeader(map.Axes.Length);
        foreach (var axis in map.Axes) w.Write(axis);
        PackageEncoder.WriteAll(ref w, map.Origin, expressions);
    }
}

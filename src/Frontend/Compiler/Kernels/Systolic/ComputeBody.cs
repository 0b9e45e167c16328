using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>Writes the body of a computation: each call appends an operation and gives the number of its value.</summary>
internal sealed class ComputeBody
{
    private readonly List<VectorOp> _ops = [];

    public ElementType TypeOf(int value) => _ops[value].Type;

    /// <summary>Along buffer axis k the point's coordinate on iteration axis axes[k] (-1: none).</summary>
    public int Load(SpadBuffer buffer, params ReadOnlySpan<int> axes) => Append(new VectorLoad(buffer.Type, Map(buffer, axes)));

    public int LoadAt(SpadBuffer buffer, ImmutableArray<IndexExpr> origin, params ReadOnlySpan<int> axes) =>
        Append(new VectorLoad(buffer.Type, new BufferMap(buffer.Id, [.. axes], origin)));

    public int Constant(ElementType type, double value) => Append(VectorConstant.Of(type, value));

    public int Index(IndexExpr start, int axis) => Append(new VectorIndex(ElementType.I64, start, axis));

    public int Unary(UnaryKind kind, int operand) => Append(new VectorUnary(TypeOf(operand), kind, operand));

    public int Binary(BinaryKind kind, int left, int right) =>
        Append(new VectorBinary(kind >= BinaryKind.Equal ? ElementType.Bool : TypeOf(left), kind, left, right));

    public int Add(int left, int right) => Binary(BinaryKind.Add, left, right);

    public int Mul(int left, int right) => Binary(BinaryKind.Mul, left, right);

    public int Sub(int left, int right) => Binary(BinaryKind.Sub, left, right);

    public int Select(int condition, int then, int otherwise) =>
        Append(new VectorSelect(TypeOf(then), condition, then, otherwise));

    public int Cast(ElementType type, int operand) => TypeOf(operand) == type ? operand : Append(new VectorCast(type, operand));

    public void Store(SpadBuffer buffer, int value, params ReadOnlySpan<int> axes) =>
        StoreAt(buffer, TileScope.Zeros(buffer.Shape.Length), value, axes);

    public void StoreAt(SpadBuffer buffer, ImmutableArray<IndexExpr> origin, int value, params ReadOnlySpan<int> axes)
    {
        var cast = Cast(buffer.Type, value);
        Append(new VectorStore(buffer.Type, new BufferMap(buffer.Id, [.. axes], origin), cast));
    }

    public void Reduce(SpadBuffer buffer, ReduceKind kind, int value, params ReadOnlySpan<int> axes) =>
        Append(new VectorReduce(buffer.Type, kind, Map(buffer, axes), value));

    /// <summary>The computation over a box whose axis <paramref name="laneAxis"/> is spread over the lanes.</summary>
    public Compute Build(string name, int laneAxis, params ReadOnlySpan<long> extents) =>
        new(-1, name, ComputeUnit.Vector, [.. extents], laneAxis, 1, [.. _ops]);

    /// <summary>Sets a whole buffer to one value.</summary>
    public static Compute Fill(string name, SpadBuffer buffer, double value)
    {
        var body = new ComputeBody();
        body.Store(buffer, body.Constant(buffer.Type, value), [.. Enumerable.Range(0, buffer.Shape.Length)]);
        return body.Build(name, buffer.LaneAxis, buffer.Shape.AsSpan());
    }

    private static BufferMap Map(SpadBuffer buffer, ReadOnlySpan<int> axes) =>
        new(buffer.Id, [.. axes], TileScope.Zeros(buffer.Shape.Length));

    private int Append(VectorOp op)
    {
        _ops.Add(op);
        return _ops.Count - 1;
    }
}

using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Tests.Reference;

/// <summary>Small modules written by hand, for tests of the interpreter, the text form and the verifier.</summary>
public static class HandModules
{
    public const int Lanes = 8;

    public static MachineFacts Machine { get; } = new(Lanes, 32 * 1024, 256);

    /// <summary>y = x0 + x1 over N elements (symbolic), tiles of 64, loads asynchronous, tails clamped.</summary>
    public static Module Add(ElementType type = ElementType.F32, long laneStride = 2)
    {
        var n = IndexVar.Size("N");
        var i = IndexVar.Loop("i", n, 64);
        IndexExpr high = IndexExpr.Min(64, (IndexExpr)n - i);
        SpadBuffer[] buffers = [.. Enumerable.Range(0, 3).Select(b => Buffer(b, type, [64], 0, laneStride))];
        Transfer Move(TransferDirection direction, int k) => new(direction, k, i, k, [new TransferAxis(64, 1, 0, High: high)])
        {
            IsAsync = direction == TransferDirection.Load,
            Tag = direction == TransferDirection.Load ? k : -1,
            Fill = 0,
        };
        var compute = new Compute(0, "add", ComputeUnit.Vector, [64], 0, laneStride,
        [
            new VectorLoad(type, BufferMap.Identity(0, 1)), new VectorLoad(type, BufferMap.Identity(1, 1)),
            new VectorBinary(type, BinaryKind.Add, 0, 1), new VectorStore(type, BufferMap.Identity(2, 1), 2),
        ]);
        ImmutableArray<Statement> body =
        [
            Move(TransferDirection.Load, 0), Move(TransferDirection.Load, 1), new Wait(0, 0, 0), new Wait(1, 0, 1), compute,
            Move(TransferDirection.Store, 2),
        ];
        var kernel = new Kernel("add", [], [.. buffers], 2, [new Loop(LoopKind.Parallel, i, n, 64, body)]);
        TensorDecl[] tensors = [Tensor(0, "x0", type, TensorRole.Input, n), Tensor(1, "x1", type, TensorRole.Input, n), Tensor(2, "y", type, TensorRole.Output, n)];
        return new Module("add", Machine, [n], [.. tensors], [kernel]);
    }

    /// <summary>C = A B for one tile of m x k by k x n, c of type <paramref name="result"/>, C zeroed by a computation.</summary>
    public static Module Product(long m, long n, long k, ElementType type = ElementType.F32, ElementType result = ElementType.F32)
    {
        SpadBuffer[] buffers =
        [
            Buffer(0, type, [m, k], 1, 1), Buffer(1, type, [k, n], 1, 1),
            Buffer(2, result, [m, n], 1, 1) with { Role = BufferRole.Accumulator },
        ];
        Transfer Move(TransferDirection direction, int b, long rows, long columns) =>
            new(direction, b, 0, b, [new TransferAxis(rows, columns, 0), new TransferAxis(columns, 1, 1)]);
        var clear = new Compute(0, "zero", ComputeUnit.Vector, [m, n], 1, 1,
            [VectorConstant.Of(result, 0), new VectorStore(result, BufferMap.Identity(2, 2), 0)]);
        ImmutableArray<Statement> body =
        [
            clear, Move(TransferDirection.Load, 0, m, k), Move(TransferDirection.Load, 1, k, n),
            new TileMatmul(Operand(0), Operand(1), Operand(2), m, n, k), Move(TransferDirection.Store, 2, m, n),
        ];
        TensorDecl[] tensors =
        [
            Tensor(0, "a", type, TensorRole.Input, m, k), Tensor(1, "b", type, TensorRole.Input, k, n),
            Tensor(2, "c", result, TensorRole.Output, m, n),
        ];
        return new Module("product", Machine, [], [.. tensors], [new Kernel("product", [], [.. buffers], 0, body)]);
    }

    /// <summary>
    /// Rows of a table named by indices: gathered to y (scatter false), or u's rows added to the table's (scatter true).
    /// </summary>
    public static Module Rows(long count, long rows, long width, bool scatter)
    {
        SpadBuffer[] buffers = [Buffer(0, ElementType.I64, [count, 1], -1, 1), Buffer(1, ElementType.F32, [count, width], 1, 1)];
        var index = new Transfer(TransferDirection.Load, 0, 0, 0, [new TransferAxis(count, 1, 0)]);
        var table = new Transfer(scatter ? TransferDirection.Store : TransferDirection.Load, 1, 0, 1,
            [new TransferAxis(count, 0, 0), new TransferAxis(width, 1, 1)])
        {
            Indirect = new IndirectAccess(0, width) { Limit = rows },
            Accumulate = scatter,
        };
        var plain = new Transfer(scatter ? TransferDirection.Load : TransferDirection.Store, 2, 0, 1,
            [new TransferAxis(count, width, 0), new TransferAxis(width, 1, 1)]);
        TensorDecl[] tensors =
        [
            Tensor(0, "indices", ElementType.I64, TensorRole.Input, count),
            Tensor(1, "table", ElementType.F32, scatter ? TensorRole.InOut : TensorRole.Input, rows, width),
            Tensor(2, "rows", ElementType.F32, scatter ? TensorRole.Input : TensorRole.Output, count, width),
        ];
        var kernel = new Kernel("rows", [], [.. buffers], 0, scatter ? [index, plain, table] : [index, table, plain]);
        return new Module("rows", Machine, [], [.. tensors], [kernel]);
    }

    /// <summary>y = body(x) over one tile; the body has the value of x as its first operation and stores its last value.</summary>
    public static Module Map(ElementType from, ElementType to, long count, params VectorOp[] operations)
    {
        SpadBuffer[] buffers = [Buffer(0, from, [count], 0, 1), Buffer(1, to, [count], 0, 1)];
        ImmutableArray<VectorOp> body =
        [
            new VectorLoad(from, BufferMap.Identity(0, 1)), .. operations,
            new VectorStore(to, BufferMap.Identity(1, 1), operations.Length),
        ];
        ImmutableArray<Statement> statements =
        [
            new Transfer(TransferDirection.Load, 0, 0, 0, [new TransferAxis(count, 1, 0)]),
            new Compute(0, "map", ComputeUnit.Vector, [count], 0, 1, body),
            new Transfer(TransferDirection.Store, 1, 0, 1, [new TransferAxis(count, 1, 0)]),
        ];
        TensorDecl[] tensors = [Tensor(0, "x", from, TensorRole.Input, count), Tensor(1, "y", to, TensorRole.Output, count)];
        return new Module("map", Machine, [], [.. tensors], [new Kernel("map", [], [.. buffers], 0, statements)]);
    }

    /// <summary>The module without the statements that the test takes away.</summary>
    public static Module Without(this Module module, Func<Statement, bool> remove) =>
        module.ReplaceKernels(k => k.ReplaceBody(k.Body.Rewrite(s => remove(s) ? [] : [s])));

    /// <summary>The module with statements of one kind changed.</summary>
    public static Module With<T>(this Module module, Func<T, Statement> change)
        where T : Statement =>
        module.ReplaceKernels(k => k.ReplaceBody(k.Body.Rewrite(s => s is T wanted ? [change(wanted)] : [s])));

    public static SpadBuffer Buffer(int id, ElementType type, ImmutableArray<long> shape, int laneAxis, long laneStride) =>
        new(id, $"b{id}", type, shape, laneAxis, laneStride, BufferRole.Load);

    public static TensorDecl Tensor(int id, string name, ElementType type, TensorRole role, params IndexExpr[] shape) =>
        new(id, name, type, [.. shape], role);

    private static MatrixOperand Operand(int buffer) => new(buffer, 0, 1, [0, 0]);
}

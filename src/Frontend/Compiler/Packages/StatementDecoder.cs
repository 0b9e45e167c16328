using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>Reads the statements of one kernel; ids of tensors and buffers are checked.</summary>
internal sealed class StatementDecoder(ExpressionDecoder expressions, int tensors, int buffers)
{
    private const int MaxDepth = 48;

    private int _depth;

    public ImmutableArray<Statement> ReadAll(ref PackedReader r)
    {
        if (++_depth > MaxDepth) throw new FormatException($"loops nest deeper than {MaxDepth}");
        var all = PackageFields.All(ref r, Read);
        _depth--;
        return all;
    }

    private Statement Read(ref PackedReader r)
    {
        var fields = r.ReadArrayHeader() - 1;
        var kind = PackageFields.Name<StatementKind>(ref r);
        Count(kind, fields);
        return kind switch
        {
            StatementKind.Loop => ReadLoop(ref r),
            StatementKind.Transfer => ReadTransfer(ref r),
            StatementKind.Wait => new Wait(r.ReadInt32(), expressions.Read(ref r), Buffer(ref r)),
            StatementKind.Compute => ReadCompute(ref r),
            StatementKind.Preload => new Preload(r.ReadInt32(), Matrix(ref r), r.ReadInt64(), r.ReadInt64()),
            StatementKind.Matmul => new Matmul(r.ReadInt32(), Matrix(ref r), Matrix(ref r), r.ReadInt64(), r.ReadInt64(), r.ReadInt64()),
            _ => new TileMatmul(Matrix(ref r), Matrix(ref r), Matrix(ref r), r.ReadInt64(), r.ReadInt64(), r.ReadInt64()),
        };
    }

    private static void Count(StatementKind kind, int fields)
    {
        var expected = kind switch
        {
            StatementKind.Loop => 6,
            StatementKind.Transfer => 13,
            StatementKind.Wait => 3,
            StatementKind.Compute => 7,
            StatementKind.Preload => 4,
            _ => 6,
        };
        if (fields != expected) throw new FormatException($"{kind} has {fields} fields instead of {expected}");
    }

    private Loop ReadLoop(ref PackedReader r)
    {
        var kind = PackageFields.Name<LoopKind>(ref r);
        var variable = expressions.Variable(ref r);
        var extent = expressions.Read(ref r);
        var step = PackageFields.AtLeast(ref r, 1, "step");
        WorkItemDependence? dependence = null;
        if (!r.TryReadNil())
        {
            PackageFields.Array(ref r, 3, "dependence");
            dependence = new WorkItemDependence(expressions.Read(ref r), expressions.Read(ref r), expressions.Read(ref r));
        }

        return new Loop(kind, variable, extent, step, ReadAll(ref r)) { DependsOn = dependence };
    }

    private Transfer ReadTransfer(ref PackedReader r)
    {
        var direction = PackageFields.Name<TransferDirection>(ref r);
        var tensor = PackageFields.Index(ref r, tensors, "tensor");
        var from = expressions.Read(ref r);
        var buffer = Buffer(ref r);
        return new Transfer(direction, tensor, from, buffer, PackageFields.All(ref r, Axis))
        {
            Origin = expressions.ReadAll(ref r),
            Fill = r.ReadUInt64(),
            IsAsync = r.ReadBoolean(),
            Tag = r.ReadInt32(),
            Slot = expressions.Read(ref r),
            Indirect = Indirect(ref r),
            Accumulate = r.ReadBoolean(),
            Subtile = PackageFields.Extents(ref r),
        };
    }

    private TransferAxis Axis(ref PackedReader r)
    {
        PackageFields.Array(ref r, 6, "axis");
        var extent = PackageFields.AtLeast(ref r, 1, "extent");
        return new TransferAxis(extent, expressions.Read(ref r), r.ReadInt32(), r.ReadInt64(), expressions.Optional(ref r), expressions.Optional(ref r));
    }

    private IndirectAccess? Indirect(ref PackedReader r)
    {
        if (r.TryReadNil()) return null;
        PackageFields.Array(ref r, 3, "indirect access");
        return new IndirectAccess(Buffer(ref r), r.ReadInt64()) { Limit = expressions.Optional(ref r) };
    }

    private Compute ReadCompute(ref PackedReader r)
    {
        var id = r.ReadInt32();
        var name = PackageFields.Text(ref r);
        var unit = PackageFields.Name<ComputeUnit>(ref r);
        var extents = PackageFields.Extents(ref r);
        var laneAxis = PackageFields.Index(ref r, Math.Max(1, extents.Length), "lane axis", orNone: true);
        var laneStride = PackageFields.AtLeast(ref r, 1, "lane stride");
        return new Compute(id, name, unit, extents, laneAxis, laneStride, PackageFields.All(ref r, Operation));
    }

    private MatrixOperand Matrix(ref PackedReader r)
    {
        PackageFields.Array(ref r, 5, "matrix");
        return new MatrixOperand(Buffer(ref r), r.ReadInt32(), r.ReadInt32(), expressions.ReadAll(ref r), r.ReadInt64());
    }

    private VectorOp Operation(ref PackedReader r)
    {
        r.ReadArrayHeader();
        var kind = PackageFields.Name<VectorOpKind>(ref r);
        var type = PackageFields.Name<ElementType>(ref r);
        return kind switch
        {
            VectorOpKind.Constant => new VectorConstant(type, r.ReadDouble(), r.ReadInt64()),
            VectorOpKind.Index => new VectorIndex(type, expressions.Read(ref r), r.ReadInt32()),
            VectorOpKind.Load => new VectorLoad(type, Map(ref r)),
            VectorOpKind.Unary => new VectorUnary(type, PackageFields.Name<UnaryKind>(ref r), r.ReadInt32()),
            VectorOpKind.Binary => new VectorBinary(type, PackageFields.Name<BinaryKind>(ref r), r.ReadInt32(), r.ReadInt32()),
            VectorOpKind.Select => new VectorSelect(type, r.ReadInt32(), r.ReadInt32(), r.ReadInt32()),
            VectorOpKind.Cast => new VectorCast(type, r.ReadInt32(), r.ReadBoolean()),
            VectorOpKind.Store => new VectorStore(type, Map(ref r), r.ReadInt32(), r.ReadInt32()),
            _ => new VectorReduce(type, PackageFields.Name<ReduceKind>(ref r), Map(ref r), r.ReadInt32()),
        };
    }

    private BufferMap Map(ref PackedReader r)
    {
        PackageFields.Array(ref r, 3, "map");
        return new BufferMap(Buffer(ref r), PackageFields.Ints(ref r), expressions.ReadAll(ref r));
    }

    private int Buffer(ref PackedReader r) => PackageFields.Index(ref r, buffers, "buffer");
}

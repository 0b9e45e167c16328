using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// A tensor in DRAM: dense, row-major, last dimension fastest. Extents may be symbolic (in size variables). Ids are dense from 0.
/// </summary>
public sealed record TensorDecl(int Id, string Name, ElementType Type, ImmutableArray<IndexExpr> Shape, TensorRole Role)
{
    /// <summary>Number of elements.</summary>
    public IndexExpr Elements => Shape.Aggregate(IndexExpr.One, (product, extent) => product * extent);

    /// <summary>Row-major strides, in elements.</summary>
    public ImmutableArray<IndexExpr> Strides
    {
        get
        {
            var strides = new IndexExpr[Shape.Length];
            var stride = IndexExpr.One;
            for (var axis = Shape.Length - 1; axis >= 0; axis--) (strides[axis], stride) = (stride, stride * Shape[axis]);
            return [.. strides];
        }
    }
}

/// <summary>Who gives a tensor its contents, and who reads them afterwards.</summary>
public enum TensorRole
{
    Input,
    Output,

    /// <summary>Given by the caller and changed in place (scatter).</summary>
    InOut,

    /// <summary>Lives from one kernel of the module to another.</summary>
    Intermediate,
}

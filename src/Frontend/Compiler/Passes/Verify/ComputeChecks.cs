using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Passes.Verify;

/// <summary>Checks the body of one computation: values, types, places, lanes.</summary>
internal sealed class ComputeChecks(KernelChecks kernel, Compute compute)
{
    private readonly string _what = $"compute '{compute.Name}'";

    public void Run()
    {
        if (compute.Extents.Any(e => e < 1) || compute.LaneStride < 1 || compute.LaneAxis < -1 || compute.LaneAxis >= compute.Extents.Length)
        {
            kernel.Error(VerifierCodes.BadShape, _what, $"box [{string.Join('x', compute.Extents)}], lane axis {compute.LaneAxis}, lane stride " +
                $"{compute.LaneStride}: extents and stride must be 1 or more, the lane axis one of the axes or -1");
            return;
        }

        if (compute.Unit is not (ComputeUnit.Vector or ComputeUnit.CrossLane))
            kernel.Error(VerifierCodes.BadType, _what, $"runs on the unit {compute.Unit}; vector or cross-lane expected");
        for (var p = 0; p < compute.Body.Length; p++) Check(p, compute.Body[p]);
    }

    private void Check(int p, VectorOp op)
    {
        switch (op)
        {
            case VectorLoad load: Map(p, load.Type, load.Map); break;
            case VectorIndex index:
                kernel.Scope(index.Base, At(p));
                if (index.Type is not (ElementType.I32 or ElementType.I64)) Type(p, $"is {index.Type.Name()}, i32 or i64 expected");
                if (index.Axis < -1 || index.Axis >= compute.Extents.Length)
                    kernel.Error(VerifierCodes.BadShape, At(p), $"axis {index.Axis} of {compute.Extents.Length}");
                break;
            case VectorUnary { Kind: UnaryKind.IsNan or UnaryKind.IsPositiveInfinity or UnaryKind.IsNegativeInfinity } test:
                if (Of(p, test.Operand) is { } tested && (!tested.IsFloat() || test.Type != ElementType.Bool)) Type(p, $"{test.Kind} is bool of a float");
                break;
            case VectorUnary unary: Same(p, unary.Type, unary.Operand); break;
            case VectorBinary { Kind: >= BinaryKind.Equal } compare:
                if (compare.Type != ElementType.Bool) Type(p, $"a comparison is bool, not {compare.Type.Name()}");
                if (Of(p, compare.Left) is { } left) Same(p, left, compare.Right);
                break;
            case VectorBinary binary:
                Same(p, binary.Type, binary.Left);
                Same(p, binary.Type, binary.Right);
                break;
            case VectorSelect select:
                Same(p, ElementType.Bool, select.Condition);
                Same(p, select.Type, select.Then);
                Same(p, select.Type, select.Otherwise);
                break;
            case VectorCast cast:
                if (Of(p, cast.Operand) is { } from && cast.Bits && from.Bits() != cast.Type.Bits())
                    Type(p, $"keeps the bits of {from.Name()} in {cast.Type.Name()}, which is not as wide");
                break;
            case VectorStore store:
                Same(p, store.Type, store.Value);
                if (store.Predicate >= 0) Same(p, ElementType.Bool, store.Predicate);
                if (Map(p, store.Type, store.Map)) Covers(p, store.Map);
                break;
            case VectorReduce reduce:
                Same(p, reduce.Type, reduce.Value);
                Map(p, reduce.Type, reduce.Map);
                break;
        }
    }

    private string At(int p) => $"{_what}, operation {p}";

    private void Type(int p, string message) => kernel.Error(VerifierCodes.BadType, At(p), message);

    private ElementType? Of(int p, int operand)
    {
        if (operand >= 0 && operand < p && compute.Body[operand] is not (VectorStore or VectorReduce)) return compute.Body[operand].Type;
        kernel.Error(VerifierCodes.UnknownReference, At(p), $"reads value {operand}, which is not an earlier value of the body");
        return null;
    }

    private void Same(int p, ElementType type, int operand)
    {
        if (Of(p, operand) is { } found && found != type) Type(p, $"operand {operand} is {found.Name()}, {type.Name()} expected");
    }

    private void Covers(int p, BufferMap map)
    {
        for (var axis = 0; axis < compute.Extents.Length; axis++)
            if (compute.Extents[axis] > 1 && !map.Axes.Contains(axis))
                kernel.Error(VerifierCodes.BadShape, At(p), $"stores different values of axis {axis} to one element; its map must have that axis");
    }

    private bool Map(int p, ElementType type, BufferMap map)
    {
        if (kernel.Buffer(map.Buffer, At(p)) is not { } buffer) return false;
        if (buffer.Type != type) Type(p, $"is {type.Name()}, buffer '{buffer.Name}' holds {buffer.Type.Name()}");
        if (map.Axes.Length != buffer.Shape.Length || map.Axes.Any(a => a < -1 || a >= compute.Extents.Length))
        {
            kernel.Error(VerifierCodes.BadShape, At(p), $"maps axes [{string.Join(", ", map.Axes)}] to the {buffer.Shape.Length} of buffer '{buffer.Name}'");
            return false;
        }

        kernel.Origin(buffer, map.Origin, k => map.Axes[k] < 0 ? 0 : compute.Extents[map.Axes[k]] - 1, At(p));
        if (compute.Unit == ComputeUnit.Vector && map.Origin.Length == map.Axes.Length) Lanes(p, buffer, map);
        return true;
    }

    // An origin that is not known but a multiple of a whole round over the lanes leaves lanes as they are; others wait for the run.
    private void Lanes(int p, SpadBuffer buffer, BufferMap map)
    {
        long lanes = kernel.Module.Machine.Lanes, origin = 0;
        var axis = -1;
        if (buffer.LaneAxis >= 0)
        {
            var start = map.Origin[buffer.LaneAxis];
            axis = map.Axes[buffer.LaneAxis];
            if (!start.TryConstant(out origin) && start.KnownDivisor % (lanes * buffer.LaneStride) != 0) return;
        }

        var together = axis >= 0 && axis == compute.LaneAxis;
        var elements = axis < 0 ? 1 : compute.Extents[axis];
        var points = compute.LaneAxis < 0 ? 1 : compute.Extents[compute.LaneAxis];
        var first = buffer.LaneAxis < 0 ? 0 : origin / buffer.LaneStride % lanes;
        for (long i = 0; i < Math.Max(elements, points); i++)
        {
            var element = buffer.LaneAxis < 0 ? 0 : (origin + Math.Min(i, elements - 1)) / buffer.LaneStride % lanes;
            var point = compute.LaneAxis < 0 ? 0 : Math.Min(i, points - 1) / compute.LaneStride % lanes;
            if (element == point && (together || element == first)) continue;
            kernel.Error(VerifierCodes.ForeignLane, At(p), $"the point in lane {point} touches buffer '{buffer.Name}' in lane {element}: give both the " +
                "same lane axis and stride, load the operand replicated, or use the cross-lane unit");
            return;
        }
    }
}

using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Systolic;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>What must hold for a tile product to be lowered; everything that does not is reported.</summary>
internal sealed class ProductGuards(Kernel kernel, MachineFacts machine, DiagnosticBag diagnostics)
{
    private bool _good;

    public bool Check(TileMatmul product, BufferSources sources, IReadOnlyCollection<IndexVar> around, long rowPiece)
    {
        _good = true;
        Operand("A", product.A, sources, product.M, product.K);
        Operand("B", product.B, sources, product.K, product.N);
        Operand("C", product.C, sources, product.M, product.N);
        Types(product);
        Multiple("N", product.N, machine.Lanes);
        Multiple("K", product.K, machine.Lanes);
        Multiple("M", product.M, rowPiece);
        Depth(product, sources, around);
        Fail(sources.Pending(product.C.Buffer).Count > 0, SystolicLowering.NotWaited,
            $"the sums in buffer '{NameOf(product.C)}' start from an asynchronous load that nothing waits for");
        return _good;
    }

    private void Operand(string role, MatrixOperand operand, BufferSources sources, long rows, long columns)
    {
        var buffer = kernel.Buffers[operand.Buffer];
        Fail(!sources.IsWritten(operand.Buffer), SystolicLowering.NotWritten,
            $"operand {role}, buffer '{buffer.Name}', is neither loaded nor computed before the product");
        Fail(buffer.LaneAxis != operand.ColumnAxis || buffer.LaneStride != 1, SystolicLowering.BadLayout,
            $"operand {role}, buffer '{buffer.Name}', is spread over the lanes along axis {buffer.LaneAxis} in runs of "
            + $"{buffer.LaneStride}; the array needs axis {operand.ColumnAxis} in runs of 1");
        Inside(role, operand, buffer, operand.RowAxis, (rows - 1) * operand.RowStep + 1);
        Inside(role, operand, buffer, operand.ColumnAxis, columns);
    }

    private void Inside(string role, MatrixOperand operand, SpadBuffer buffer, int axis, long length)
    {
        var range = operand.Origin[axis].Range;
        if (range.Max == long.MaxValue) return;
        Fail(range.Min < 0 || range.Max + length > buffer.Shape[axis], SystolicLowering.Outside,
            $"operand {role} takes {length} elements from {operand.Origin[axis]} (at most {range.Max}) of axis {axis} of buffer "
            + $"'{buffer.Name}', which has {buffer.Shape[axis]}");
    }

    private void Types(TileMatmul product)
    {
        var (a, b, c) = (TypeOf(product.A), TypeOf(product.B), TypeOf(product.C));
        Fail(a != b || !Accumulator.Takes(a), SystolicLowering.BadType, $"operands are {a.Name()} and {b.Name()}");
        Fail(c != Accumulator.TypeFor(a), SystolicLowering.BadType,
            $"sums of {a.Name()} products are kept in {Accumulator.TypeFor(a).Name()}, but buffer '{NameOf(product.C)}' is {c.Name()}");
    }

    private void Multiple(string dimension, long extent, long of) => Fail(
        extent > of && extent % of != 0, SystolicLowering.NotMultiple,
        $"{dimension} = {extent} of the tile is larger than {of} and not a multiple of it: its last part would be lost");

    private void Depth(TileMatmul product, BufferSources sources, IReadOnlyCollection<IndexVar> around)
    {
        foreach (var a in sources.Pending(product.A.Buffer))
            foreach (var b in sources.Pending(product.B.Buffer))
            {
                var (ofA, ofB) = (a.PieceAlong(product.A.ColumnAxis, around), b.PieceAlong(product.B.RowAxis, around));
                Fail((ofA ?? product.K) != (ofB ?? product.K), SystolicLowering.DepthDisagrees,
                    $"'{NameOf(product.A)}' is loaded in pieces of {ofA ?? product.K} along K, '{NameOf(product.B)}' of {ofB ?? product.K}");
            }
    }

    private void Fail(bool failed, DiagnosticCode code, string message)
    {
        if (!failed) return;
        _good = false;
        diagnostics.Error(code, kernel.Name, message);
    }

    private string NameOf(MatrixOperand operand) => kernel.Buffers[operand.Buffer].Name;

    private ElementType TypeOf(MatrixOperand operand) => kernel.Buffers[operand.Buffer].Type;
}

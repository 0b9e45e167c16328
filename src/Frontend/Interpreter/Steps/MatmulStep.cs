using System.Numerics;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Steps;

/// <summary>Streams rows through the array: sums over the weights' rows start at 0 and are added to C.</summary>
internal sealed class MatmulStep<T> : Step
    where T : unmanaged, INumber<T>
{
    private const string Where = "matmul";

    private readonly Matmul _matmul;
    private readonly OperandPlaces _a;
    private readonly OperandPlaces _c;
    private readonly T[] _left;
    private readonly T[] _sums;
    private readonly int _lanes;

    public MatmulStep(Matmul matmul, Kernel kernel, int lanes, IndexSlots slots)
    {
        if (matmul.Depth > lanes || matmul.Columns > lanes)
        {
            var message = $"depth {matmul.Depth} or {matmul.Columns} columns do not fit an array of {lanes} x {lanes}";
            throw new CompileException(FunctionalCodes.Malformed, $"kernel '{kernel.Name}', matmul {matmul.Id}", message);
        }

        (_matmul, _lanes) = (matmul, lanes);
        _a = new OperandPlaces(matmul.A, kernel.Buffers[matmul.A.Buffer], matmul.Rows, matmul.Depth, "A", slots);
        _c = new OperandPlaces(matmul.C, kernel.Buffers[matmul.C.Buffer], matmul.Rows, matmul.Columns, "C", slots);
        var rows = ProductKernel<T>.PaddedRows((int)matmul.Rows);
        _left = new T[rows * (int)matmul.Depth];
        _sums = new T[rows * ProductKernel<T>.PaddedColumns(lanes)];
    }

    public override void Run(WorkItemState item)
    {
        if (item.Weights is not { } weights) throw item.Fail(FunctionalCodes.NoPreload, Where, "no preload came before it in this work-item");
        var a = _a.Open(item, Where);
        var c = _c.Open(item, Where);
        _a.CheckReady(item, a, Where);
        _c.CheckReady(item, c, Where);
        var (rows, depth) = ((int)_matmul.Rows, (int)_matmul.Depth);
        MatrixPacking<T>.Pack(a, _a, 0, rows, 0, depth, _left, depth);
        var columns = ProductKernel<T>.PaddedColumns(_lanes);
        ProductKernel<T>.Multiply(_left, weights.As<T>(_lanes), _sums, ProductKernel<T>.PaddedRows(rows), depth, columns, depth);
        MatrixPacking<T>.AddTo(c, _c, _sums, columns);
    }
}

using System.Numerics;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Steps;

/// <summary>
/// A product of whole tiles, with the sums that the array will make of it: over at most as many rows of B as the array has, in order.
/// </summary>
internal sealed class TileMatmulStep<T> : Step
    where T : unmanaged, INumber<T>
{
    private const string Where = "tile matmul";

    private readonly TileMatmul _tile;
    private readonly OperandPlaces _a;
    private readonly OperandPlaces _b;
    private readonly OperandPlaces _c;
    private readonly int _lanes;
    private readonly int _columns;
    private readonly T[] _left;
    private readonly T[] _right;
    private readonly T[] _sums;

    public TileMatmulStep(TileMatmul tile, Kernel kernel, int lanes, IndexSlots slots)
    {
        (_tile, _lanes) = (tile, lanes);
        _a = new OperandPlaces(tile.A, kernel.Buffers[tile.A.Buffer], tile.M, tile.K, "A", slots);
        _b = new OperandPlaces(tile.B, kernel.Buffers[tile.B.Buffer], tile.K, tile.N, "B", slots);
        _c = new OperandPlaces(tile.C, kernel.Buffers[tile.C.Buffer], tile.M, tile.N, "C", slots);
        _columns = ProductKernel<T>.PaddedColumns((int)tile.N);
        var rows = ProductKernel<T>.PaddedRows((int)tile.M);
        var depth = (int)Math.Min(lanes, tile.K);
        (_left, _right, _sums) = (new T[rows * depth], new T[depth * _columns], new T[rows * _columns]);
    }

    public override void Run(WorkItemState item)
    {
        var (a, b, c) = (_a.Open(item, Where), _b.Open(item, Where), _c.Open(item, Where));
        _a.CheckReady(item, a, Where);
        _b.CheckReady(item, b, Where);
        _c.CheckReady(item, c, Where);
        var (rows, columns) = ((int)_tile.M, (int)_tile.N);
        for (var k = 0; k < _tile.K; k += _lanes)
        {
            var depth = (int)Math.Min(_lanes, _tile.K - k);
            MatrixPacking<T>.Pack(a, _a, 0, rows, k, depth, _left, depth);
            MatrixPacking<T>.Pack(b, _b, k, depth, 0, columns, _right, _columns);
            ProductKernel<T>.Multiply(_left, _right, _sums, ProductKernel<T>.PaddedRows(rows), depth, _columns, depth);
            MatrixPacking<T>.AddTo(c, _c, _sums, _columns);
        }
    }
}

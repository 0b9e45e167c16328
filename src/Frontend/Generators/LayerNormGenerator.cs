using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Generators;

/// <summary>
/// The structure of the reference's ex_layernorm stream. Statistics: per column step two synchronous loads and an operation that keeps
/// sums inside the unit; then mean and variance, each stored. Normalising: six loads (statistics broadcast along columns, scale and
/// shift along rows, with zero strides), one operation, one store.
/// </summary>
public sealed class LayerNormGenerator(LayerNormOptions options) : IKernelGenerator
{
    private readonly LayerNormOptions _o = options;
    private readonly Tiling _statistics = new(options.Rows, Math.Min(options.StatisticsRows, options.Rows));
    private readonly Tiling _steps = new(options.Columns, Math.Min(options.StatisticsColumns, options.Columns));
    private readonly Tiling _rows = new(options.Rows, Math.Min(options.TileRows, options.Rows));
    private readonly Tiling _columns = new(options.Columns, Math.Min(options.TileColumns, options.Columns));

    public string Name => _o.Name;

    public IReadOnlyList<string> Problems() => _o.Problems();

    public void Emit(KernelScope scope)
    {
        int[] tensors =
        [
            scope.Tensor(Name + ".X", [_o.Rows, _o.Columns], _o.ElementBits),
            scope.Tensor(Name + ".residual", [_o.Rows, _o.Columns], _o.ElementBits),
            scope.Tensor(Name + ".mean", [_o.Rows], _o.ElementBits),
            scope.Tensor(Name + ".variance", [_o.Rows], _o.ElementBits),
            scope.Tensor(Name + ".scale", [_o.Columns], _o.ElementBits),
            scope.Tensor(Name + ".shift", [_o.Columns], _o.ElementBits),
            scope.Tensor(Name + ".Y", [_o.Rows, _o.Columns], _o.ElementBits),
        ];
        // The reference gives a buffer the size of its last transfer, which is a tile of the second phase.
        long bytes = _rows.Block * _columns.Block * (_o.ElementBits / 8);
        string[] names = ["x", "scale", "variance", "mean", "residual", "shift", "y"];
        var buffers = new int[names.Length];
        for (int i = 0; i < names.Length; i++)
            buffers[i] = scope.Buffer($"{Name}.{names[i]}", bytes, i == 6 ? BufferRole.Scratch : BufferRole.Load);
        var tiles = new int[4];
        string[] operations = ["accumulate", "mean", "variance", "normalise"];
        for (int i = 0; i < tiles.Length; i++)
            tiles[i] = scope.Tile($"{Name}.{operations[i]}", ComputeUnit.Vector, _o.VectorCycles, 0);
        scope.BeginKernel(Name);
        for (long i = 0; i < _statistics.Count; i++)
            Statistics(scope, tensors, buffers, tiles, i, 4 * bytes);
        for (long r = 0; r < _rows.Count; r++)
        {
            for (long c = 0; c < _columns.Count; c++)
                Normalise(scope, tensors, buffers, tiles, r, c, 7 * bytes);
        }
        scope.EndKernel();
    }

    private void Statistics(KernelScope scope, int[] tensors, int[] buffers, int[] tiles, long index, long spad)
    {
        scope.BeginWorkItem([index], spad);
        WorkItemBuilder w = scope.Records;
        long row = _statistics.Start(index);
        long rows = _statistics.Length(index);
        for (long k = 0; k < _steps.Count; k++)
        {
            long offset = row * _o.Columns + _steps.Start(k);
            w.AddLoad(new(tensors[0], offset, [rows, _steps.Length(k)], [_o.Columns, 1], _o.ElementBits), new(0, 0, false), [buffers[0]]);
            w.AddLoad(new(tensors[1], offset, [rows, _steps.Length(k)], [_o.Columns, 1], _o.ElementBits), new(1, 0, false), [buffers[4]]);
            w.AddCompute(tiles[0], [rows, _steps.Length(k)], [buffers[0], buffers[4]], []);
        }
        w.AddCompute(tiles[1], [rows], [], [buffers[3]]);
        w.AddStore(new(tensors[2], row, [rows], [1], _o.ElementBits), new(2, 0), [buffers[3]]);
        w.AddCompute(tiles[2], [rows], [], [buffers[2]]);
        w.AddStore(new(tensors[3], row, [rows], [1], _o.ElementBits), new(3, 0), [buffers[2]]);
        scope.EndWorkItem();
    }

    private void Normalise(KernelScope scope, int[] tensors, int[] buffers, int[] tiles, long r, long c, long spad)
    {
        long row = _rows.Start(r);
        long column = _columns.Start(c);
        long offset = row * _o.Columns + column;
        scope.BeginWorkItem([r, c], spad, _o.Dependencies ? StatisticsOf(row, row + _rows.Length(r) - 1) : default);
        Load(0, 0, offset, _o.Columns, 1);
        Load(1, 4, offset, _o.Columns, 1);
        Load(2, 3, row, 1, 0);
        Load(3, 2, row, 1, 0);
        Load(4, 1, column, 0, 1);
        Load(5, 5, column, 0, 1);
        scope.Records.AddCompute(tiles[3], [_rows.Length(r), _columns.Length(c)], buffers.AsSpan(0, 6), [buffers[6]]);
        scope.Records.AddStore(new(tensors[6], offset, [_rows.Length(r), _columns.Length(c)], [_o.Columns, 1], _o.ElementBits),
            new(6, 0), [buffers[6]]);
        scope.EndWorkItem();

        void Load(int tensor, int buffer, long at, long rowStride, long columnStride) =>
            scope.Records.AddLoad(new(tensors[tensor], at, [_rows.Length(r), _columns.Length(c)], [rowStride, columnStride], _o.ElementBits),
                new(tensor, 0, false), [buffers[buffer]]);
    }

    private ReadOnlySpan<int> StatisticsOf(long firstRow, long lastRow)
    {
        int first = (int)(firstRow / _statistics.Block);
        int last = (int)(lastRow / _statistics.Block);
        return Enumerable.Range(first, last - first + 1).ToArray();
    }
}

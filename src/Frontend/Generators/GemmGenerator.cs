using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Generators;

/// <summary>
/// Matrix product with the structure of the reference's gemmN_tT streams: clear C; per step along K all A subtiles (row by row, tag 0)
/// and all B subtiles (tag 1) asynchronously, slot = subtile; then for n, k: barrier B, preload; for m: barrier A, matmul; one store.
/// </summary>
public sealed class GemmGenerator(GemmOptions options) : IKernelGenerator
{
    private readonly GemmOptions _o = options;
    private readonly Tiling _tileM = new(options.M, Math.Min(options.TileM, options.M));
    private readonly Tiling _tileN = new(options.N, Math.Min(options.TileN, options.N));
    private readonly Tiling _tileK = new(options.K, Math.Min(options.TileK, options.K));

    public string Name => _o.Name;

    public IReadOnlyList<string> Problems() => _o.Problems();

    public void Emit(KernelScope scope)
    {
        long subM = Math.Min(_o.SubtileM, _tileM.Block);
        long subN = Math.Min(_o.SubtileN, _tileN.Block);
        long subK = Math.Min(_o.SubtileK, _tileK.Block);
        int size = _o.ElementBits / 8;
        var ids = new Ids
        {
            A = scope.Tensor(_o.TensorA ?? Name + ".A", [_o.M, _o.K], _o.ElementBits),
            B = scope.Tensor(_o.TensorB ?? Name + ".B", [_o.K, _o.N], _o.ElementBits),
            C = scope.Tensor(_o.TensorC ?? Name + ".C", [_o.M, _o.N], _o.ElementBits),
            BufferA = scope.Buffer(Name + ".a", subM * subK * size, BufferRole.Load),
            BufferB = scope.Buffer(Name + ".b", subK * subN * size, BufferRole.Load),
            BufferC = scope.Buffer(Name + ".c", _tileM.Block * _tileN.Block * size, BufferRole.Accumulator),
            Weights = scope.Buffer(Name + ".weights", 0, BufferRole.Weights),
            Init = scope.Tile(Name + ".init", ComputeUnit.Vector, _o.InitCycles, 0),
        };
        var tiles = new SystolicTiles(scope, _o.Cost, Name);
        tiles.Preload(subK);
        tiles.Matmul(subM);
        // As in the reference, a buffer counts with the size of one transfer: the subtile for A and B, the tile for C.
        long spad = (subM * subK + subK * subN + _tileM.Block * _tileN.Block) * size;
        scope.BeginKernel(Name);
        for (long m = 0; m < _tileM.Count; m++)
        {
            for (long n = 0; n < _tileN.Count; n++)
            {
                scope.BeginWorkItem([m, n], spad);
                WorkItem(scope.Records, ids, tiles, m, n);
                scope.EndWorkItem();
            }
        }
        scope.EndKernel();
    }

    private void WorkItem(WorkItemBuilder records, Ids ids, SystolicTiles tiles, long m, long n)
    {
        long lengthM = _tileM.Length(m);
        long lengthN = _tileN.Length(n);
        var subM = new Tiling(lengthM, Math.Min(_o.SubtileM, lengthM));
        var subN = new Tiling(lengthN, Math.Min(_o.SubtileN, lengthN));
        records.AddCompute(ids.Init, [lengthM, lengthN], [], [ids.BufferC]);
        for (long k = 0; k < _tileK.Count; k++)
        {
            long lengthK = _tileK.Length(k);
            var subK = new Tiling(lengthK, Math.Min(_o.SubtileK, lengthK));
            LoadTile(records, ids.A, ids.BufferA, 0, _tileM.Start(m), _tileK.Start(k), subM, subK, _o.K);
            LoadTile(records, ids.B, ids.BufferB, 1, _tileK.Start(k), _tileN.Start(n), subK, subN, _o.N);
            Multiply(records, ids, tiles, subM, subN, subK);
        }
        records.AddStore(new(ids.C, _tileM.Start(m) * _o.N + _tileN.Start(n), [lengthM, lengthN], [_o.N, 1], _o.ElementBits),
            new(2, 0), [ids.BufferC]);
    }

    private void LoadTile(
        WorkItemBuilder records, int tensor, int buffer, int tag, long row, long column, Tiling rows, Tiling columns, long pitch)
    {
        int slot = 0;
        for (long r = 0; r < rows.Count; r++)
        {
            for (long c = 0; c < columns.Count; c++)
            {
                long offset = (row + rows.Start(r)) * pitch + column + columns.Start(c);
                ReadOnlySpan<long> dims = [rows.Length(r), columns.Length(c)];
                records.AddLoad(new(tensor, offset, dims, [pitch, 1], _o.ElementBits), new(tag, slot++, true), [buffer]);
            }
        }
    }

    private static void Multiply(WorkItemBuilder records, Ids ids, SystolicTiles tiles, Tiling subM, Tiling subN, Tiling subK)
    {
        for (long n = 0; n < subN.Count; n++)
        {
            for (long k = 0; k < subK.Count; k++)
            {
                records.AddBarrier(1, (int)(k * subN.Count + n), [ids.BufferB]);
                records.AddCompute(tiles.Preload(subK.Length(k)), [subK.Length(k), subN.Length(n)], [ids.BufferB], [ids.Weights]);
                for (long m = 0; m < subM.Count; m++)
                {
                    records.AddBarrier(0, (int)(m * subK.Count + k), [ids.BufferA]);
                    records.AddCompute(tiles.Matmul(subM.Length(m)), [subM.Length(m), subN.Length(n), subK.Length(k)],
                        [ids.BufferA, ids.BufferC, ids.Weights], [ids.BufferC]);
                }
            }
        }
    }

    private readonly record struct Ids(int A, int B, int C, int BufferA, int BufferB, int BufferC, int Weights, int Init);
}

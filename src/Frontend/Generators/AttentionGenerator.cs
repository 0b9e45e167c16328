using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Generators;

/// <summary>
/// Attention with a running softmax. A work-item is one tile of queries of one head: clear O and load Q; per tile of keys load K and V
/// asynchronously, S = Q K^T, softmax of S into P (which also rescales O), O += P V; at the end scale O and store it.
/// </summary>
public sealed class AttentionGenerator(AttentionOptions options) : IKernelGenerator
{
    private readonly AttentionOptions _o = options;
    private readonly Tiling _queries = new(options.QueryLength, Math.Min(options.TileQueries, options.QueryLength));
    private readonly Tiling _keys = new(options.KeyLength, Math.Min(options.TileKeys, options.KeyLength));
    private readonly Dictionary<long, int> _vectorTiles = [];
    private SystolicTiles? _tiles;
    private Ids _ids;

    public string Name => _o.Name;

    public IReadOnlyList<string> Problems() => _o.Problems();

    public void Emit(KernelScope scope)
    {
        int size = _o.ElementBits / 8;
        long q = _queries.Block * _o.HeadSize * size;
        long kv = _keys.Block * _o.HeadSize * size;
        long s = _queries.Block * _keys.Block * size;
        _vectorTiles.Clear();
        _tiles = new SystolicTiles(scope, _o.Cost, Name);
        _ids = new Ids
        {
            Q = Tensor(scope, "Q", _o.QueryLength),
            K = Tensor(scope, "K", _o.KeyLength),
            V = Tensor(scope, "V", _o.KeyLength),
            O = Tensor(scope, "O", _o.QueryLength),
            BufferQ = scope.Buffer(Name + ".q", q, BufferRole.Load),
            BufferK = scope.Buffer(Name + ".k", kv, BufferRole.Load),
            BufferV = scope.Buffer(Name + ".v", kv, BufferRole.Load),
            BufferS = scope.Buffer(Name + ".s", s, BufferRole.Accumulator),
            BufferP = scope.Buffer(Name + ".p", s, BufferRole.Scratch),
            BufferO = scope.Buffer(Name + ".o", q, BufferRole.Accumulator),
            Weights = scope.Buffer(Name + ".weights", 0, BufferRole.Weights),
        };
        scope.BeginKernel(Name);
        for (long head = 0; head < _o.Heads; head++)
        {
            for (long tile = 0; tile < _queries.Count; tile++)
            {
                scope.BeginWorkItem([head, tile], 2 * q + 2 * kv + 2 * s);
                WorkItem(scope, head, tile);
                scope.EndWorkItem();
            }
        }
        scope.EndKernel();
    }

    private int Tensor(KernelScope scope, string suffix, long length) =>
        scope.Tensor($"{Name}.{suffix}", [_o.Heads, length, _o.HeadSize], _o.ElementBits);

    private int Vector(KernelScope scope, long elements, int operations)
    {
        long cycles = Math.Max(1, (elements * operations + _o.Lanes - 1) / _o.Lanes);
        if (_vectorTiles.TryGetValue(cycles, out int id))
            return id;
        return _vectorTiles[cycles] = scope.Tile($"{Name}.vector{cycles}", ComputeUnit.Vector, cycles, 0);
    }

    private void WorkItem(KernelScope scope, long head, long tile)
    {
        WorkItemBuilder w = scope.Records;
        long rows = _queries.Length(tile);
        long start = (head * _o.QueryLength + _queries.Start(tile)) * _o.HeadSize;
        int clear = Vector(scope, rows * _o.HeadSize, 1);
        w.AddCompute(clear, [rows, _o.HeadSize], [], [_ids.BufferO]);
        w.AddLoad(new(_ids.Q, start, [rows, _o.HeadSize], [_o.HeadSize, 1], _o.ElementBits), new(0, 0, true), [_ids.BufferQ]);
        for (long k = 0; k < _keys.Count; k++)
            Step(scope, head, rows, k);
        w.AddCompute(clear, [rows, _o.HeadSize], [_ids.BufferO], [_ids.BufferO]);
        w.AddStore(new(_ids.O, start, [rows, _o.HeadSize], [_o.HeadSize, 1], _o.ElementBits), new(3, 0), [_ids.BufferO]);
    }

    private void Step(KernelScope scope, long head, long rows, long k)
    {
        WorkItemBuilder w = scope.Records;
        long keys = _keys.Length(k);
        long start = (head * _o.KeyLength + _keys.Start(k)) * _o.HeadSize;
        w.AddLoad(new(_ids.K, start, [keys, _o.HeadSize], [_o.HeadSize, 1], _o.ElementBits), new(1, (int)k, true), [_ids.BufferK]);
        w.AddLoad(new(_ids.V, start, [keys, _o.HeadSize], [_o.HeadSize, 1], _o.ElementBits), new(2, (int)k, true), [_ids.BufferV]);
        w.AddCompute(Vector(scope, rows * keys, 1), [rows, keys], [], [_ids.BufferS]);
        if (k == 0)
            w.AddBarrier(0, 0, [_ids.BufferQ]);
        w.AddBarrier(1, (int)k, [_ids.BufferK]);
        Multiply(w, _ids.BufferQ, _ids.BufferK, _ids.BufferS, rows, keys, _o.HeadSize);
        w.AddCompute(Vector(scope, rows * keys, _o.SoftmaxOperations), [rows, keys], [_ids.BufferS, _ids.BufferO],
            [_ids.BufferP, _ids.BufferO]);
        w.AddBarrier(2, (int)k, [_ids.BufferV]);
        Multiply(w, _ids.BufferP, _ids.BufferV, _ids.BufferO, rows, _o.HeadSize, keys);
    }

    /// <summary>accumulator[rows, columns] += left[rows, reduction] * weights; array-sized folds, weights preloaded once each.</summary>
    private void Multiply(WorkItemBuilder w, int left, int weights, int accumulator, long rows, long columns, long reduction)
    {
        var foldsN = new Tiling(columns, _o.Cost.Columns);
        var foldsK = new Tiling(reduction, _o.Cost.Rows);
        for (long n = 0; n < foldsN.Count; n++)
        {
            for (long k = 0; k < foldsK.Count; k++)
            {
                w.AddCompute(_tiles!.Preload(foldsK.Length(k)), [foldsK.Length(k), foldsN.Length(n)], [weights], [_ids.Weights]);
                w.AddCompute(_tiles.Matmul(rows), [rows, foldsN.Length(n), foldsK.Length(k)], [left, accumulator, _ids.Weights],
                    [accumulator]);
            }
        }
    }

    private readonly record struct Ids(
        int Q, int K, int V, int O, int BufferQ, int BufferK, int BufferV, int BufferS, int BufferP, int BufferO, int Weights);
}

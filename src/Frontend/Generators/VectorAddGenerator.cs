using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Generators;

/// <summary>Elementwise sum: per tile two loads, one vector operation, one store.</summary>
public sealed class VectorAddGenerator(VectorAddOptions options) : IKernelGenerator
{
    private readonly VectorAddOptions _o = options;

    public string Name => _o.Name;

    public IReadOnlyList<string> Problems() => _o.Problems();

    public void Emit(KernelScope scope)
    {
        var tiling = new Tiling(_o.Elements, Math.Min(_o.Tile, _o.Elements));
        long bytes = tiling.Block * (_o.ElementBits / 8);
        int[] tensors = [Tensor(scope, "X"), Tensor(scope, "Y"), Tensor(scope, "Z")];
        int[] buffers =
        [
            scope.Buffer(Name + ".x", bytes, BufferRole.Load),
            scope.Buffer(Name + ".y", bytes, BufferRole.Load),
            scope.Buffer(Name + ".z", bytes, BufferRole.Scratch),
        ];
        var tiles = new Dictionary<long, int> { [tiling.Block] = Tile(scope, tiling.Block) };
        scope.BeginKernel(Name);
        for (long i = 0; i < tiling.Count; i++)
        {
            long length = tiling.Length(i);
            if (!tiles.TryGetValue(length, out int tile))
                tiles.Add(length, tile = Tile(scope, length));
            scope.BeginWorkItem([i], 3 * bytes);
            WorkItem(scope.Records, tensors, buffers, tile, tiling.Start(i), length);
            scope.EndWorkItem();
        }
        scope.EndKernel();
    }

    private int Tensor(KernelScope scope, string suffix) => scope.Tensor($"{Name}.{suffix}", [_o.Elements], _o.ElementBits);

    private int Tile(KernelScope scope, long length) =>
        scope.Tile($"{Name}.add{length}", ComputeUnit.Vector, (length + _o.Lanes - 1) / _o.Lanes, 0);

    private void WorkItem(WorkItemBuilder records, int[] tensors, int[] buffers, int tile, long start, long length)
    {
        for (int t = 0; t < 2; t++)
            records.AddLoad(new(tensors[t], start, [length], [1], _o.ElementBits), new(t, 0, _o.Async), [buffers[t]]);
        for (int t = 0; _o.Async && t < 2; t++)
            records.AddBarrier(t, 0, [buffers[t]]);
        records.AddCompute(tile, [length], [buffers[0], buffers[1]], [buffers[2]]);
        records.AddStore(new(tensors[2], start, [length], [1], _o.ElementBits), new(2, 0), [buffers[2]]);
    }
}

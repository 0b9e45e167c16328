using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Tests.Laws;

/// <summary>Small traces written down record by record. Transfers move whole requests of 32 bytes, contiguous, each from memory of its
/// own.</summary>
internal sealed class MicroTrace
{
    private const int RequestBytes = 32;
    private readonly List<(string Name, long Bytes, BufferRole Role)> _buffers = [];
    private readonly List<TileCost> _costs = [];
    private readonly List<(int Kernel, long Spad, int[] DependsOn, List<Action<WorkItemBuilder>> Records)> _items = [];
    private readonly List<TraceKernel> _kernels = [];
    private long _nextByte;

    public int Buffer(long bytes)
    {
        _buffers.Add(($"buffer-{_buffers.Count}", bytes, BufferRole.Scratch));
        return _buffers.Count - 1;
    }

    public int Weights()
    {
        _buffers.Add(($"weights-{_buffers.Count}", 0, BufferRole.Weights));
        return _buffers.Count - 1;
    }

    public MicroTrace Kernel(int[]? dependsOn = null, int partition = 0)
    {
        _kernels.Add(new TraceKernel(_kernels.Count, $"kernel-{_kernels.Count}", dependsOn ?? [], partition));
        return this;
    }

    public MicroTrace Item(long spadBytes = 0, params int[] dependsOn)
    {
        if (_kernels.Count == 0)
        {
            Kernel();
        }

        _items.Add((_kernels.Count - 1, spadBytes, dependsOn, []));
        return this;
    }

    public MicroTrace Load(int buffer, int requests, int slot = -1) =>
        Add(b => b.AddLoad(new(0, Next(requests), [requests * RequestBytes], [1], 8), new(0, Math.Max(slot, 0), slot >= 0), [buffer]));

    /// <summary>A load of four single bytes at given places, whose offsets are read from a buffer.</summary>
    public MicroTrace Gather(int buffer, int offsets) => Add(b => b.AddLoad(new(0, 0, [4], [1], 8), new(0, 0), [buffer], [offsets],
        new DmaOptionsSpec { IndirectAxis = 0, IndirectOffsets = [0, 64, 32, 128] }));

    public MicroTrace Store(int buffer, int requests) =>
        Add(b => b.AddStore(new(0, Next(requests), [requests * RequestBytes], [1], 8), new(0, 0), [buffer]));

    public MicroTrace Barrier(int slot, params int[] writes) => Add(b => b.AddBarrier(0, slot, writes));

    public MicroTrace Vector(long cycles, int[] reads, int[] writes) => Compute(ComputeUnit.Vector, cycles, 0, reads, writes);

    public MicroTrace Preload(int weights, long cycles, params int[] reads) =>
        Compute(ComputeUnit.Preload, cycles, cycles, reads, [weights]);

    public MicroTrace Matmul(int weights, int accumulator, long cycles, long overlap, params int[] reads) =>
        Compute(ComputeUnit.Matmul, cycles, overlap, [weights, accumulator, .. reads], [accumulator]);

    public MicroTrace Compute(ComputeUnit unit, long cycles, long overlap, int[] reads, int[] writes)
    {
        var tile = _costs.Count;
        _costs.Add(new TileCost(tile, $"tile-{tile}", unit, cycles, overlap));
        return Add(b => b.AddCompute(tile, [], reads, writes));
    }

    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        using var writer = new TraceWriter(stream);
        writer.Header(new TraceHeader("actorsim tests", "micro", []));
        writer.Tensor(new TraceTensor(0, "memory", "u8", [1 << 24], 0, 1 << 24));
        for (var b = 0; b < _buffers.Count; b++)
        {
            writer.Buffer(new TraceBuffer(b, _buffers[b].Name, _buffers[b].Bytes, _buffers[b].Role));
        }

        _costs.ForEach(writer.TileCost);
        _kernels.ForEach(k => Write(writer, k));
        writer.Complete();
        return stream.ToArray();
    }

    private void Write(TraceWriter writer, TraceKernel kernel)
    {
        writer.BeginKernel(kernel);
        var builder = new WorkItemBuilder();
        var index = 0;
        foreach (var item in _items.Where(i => i.Kernel == kernel.Id))
        {
            builder.Begin(kernel.Id, index++, [], item.Spad, item.DependsOn);
            item.Records.ForEach(add => add(builder));
            writer.WorkItem(builder.Build());
        }

        writer.EndKernel(kernel.Id);
    }

    private MicroTrace Add(Action<WorkItemBuilder> record)
    {
        _items[^1].Records.Add(record);
        return this;
    }

    private long Next(int requests)
    {
        var at = _nextByte;
        _nextByte += requests * RequestBytes;
        return at;
    }
}

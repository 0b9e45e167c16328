using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>
/// How many versions of each buffer a work-item of a kernel may hold (docs/scheduling.md). What is filled once, and what steps of a
/// reduction compute from each other, takes one; what is loaded or staged anew in every iteration of a loop takes as many as the room
/// allows, so that loads run ahead of computes: within half of the scratchpad if two fit there, as then two work-items share a core.
/// </summary>
internal sealed class BufferBounds
{
    /// <summary>More versions than this hide no more latency.</summary>
    private const int Most = 6;

    private readonly Kernel _kernel;
    private readonly Module _module;
    private readonly int[] _versions;

    private BufferBounds(Kernel kernel, Module module)
    {
        (_kernel, _module) = (kernel, module);
        _versions = new int[kernel.Buffers.Length];
        Array.Fill(_versions, 1);
    }

    /// <summary>By id of the buffer, each 1 or more.</summary>
    public static int[] Of(Kernel kernel, Module module)
    {
        var bounds = new BufferBounds(kernel, module);
        bounds.Choose();
        return bounds._versions;
    }

    private void Choose()
    {
        var streamed = Streamed();
        if (streamed.Count == 0) return;
        long[] bytes = [.. _kernel.Buffers.Select(Charge)];
        var (once, more) = (bytes.Sum(), streamed.Sum(b => bytes[b]));
        var capacity = _module.Machine.SpadBytes;
        var room = once + more <= capacity / 2 ? capacity / 2 : capacity;
        var versions = 1 + (int)Math.Clamp((room - once) / Math.Max(more, 1), 0, Most - 1);
        foreach (var b in streamed) _versions[b] = versions;
    }

    // Buffers that a loop inside the work-item loads and reads, or computes and stores, in each of its iterations.
    private SortedSet<int> Streamed()
    {
        var streamed = new SortedSet<int>();
        foreach (var loop in _kernel.Body.All().OfType<Loop>().Where(l => l.Kind != LoopKind.Parallel))
        {
            var uses = new LoopUses();
            foreach (var statement in loop.Body.All()) uses.See(statement);
            streamed.UnionWith(uses.Loaded.Where(b => uses.Read.Contains(b) || uses.Stored.Contains(b)));
            streamed.UnionWith(uses.Computed.Where(uses.Stored.Contains));
        }

        return streamed;
    }

    // What a version is charged: the bytes that its loads move, rows padded as they lie in memory, or those of the whole buffer.
    private long Charge(SpadBuffer buffer)
    {
        var bytes = buffer.Role == BufferRole.Weights ? 0 : buffer.Bytes(_module.Machine.Lanes);
        foreach (var load in _kernel.Body.All().OfType<Transfer>())
            if (load.Direction == TransferDirection.Load && load.Buffer == buffer.Id) bytes = Math.Max(bytes, Padded(buffer, load));
        return bytes;
    }

    private long Padded(SpadBuffer buffer, Transfer load)
    {
        var bytes = buffer.Elements * buffer.Type.Bytes();
        if (load.Indirect is not null || _module.Machine.RowElements == 1) return bytes;
        var shape = _module.Tensors[load.Tensor].Shape;
        if (shape.Length < 2) return bytes;
        if (!shape[^1].TryConstant(out var row)) return 2 * bytes;
        var padded = RowPadding.Extent(row, _module.Machine.RowElements);
        return padded == row ? bytes : 2 * bytes;
    }

    private sealed class LoopUses
    {
        public HashSet<int> Loaded { get; } = [];

        public HashSet<int> Computed { get; } = [];

        public HashSet<int> Read { get; } = [];

        public HashSet<int> Stored { get; } = [];

        public void See(Statement statement)
        {
            if (statement is Transfer { Indirect: { } indirect }) Read.Add(indirect.OffsetBuffer);
            if (statement is Transfer transfer) (transfer.Direction == TransferDirection.Load ? Loaded : Stored).Add(transfer.Buffer);
            else if (statement is Preload preload) Read.Add(preload.Weights.Buffer);
            else if (statement is Matmul matmul) Read.Add(matmul.A.Buffer);
            else if (statement is Compute compute) See(compute);
        }

        private void See(Compute compute)
        {
            foreach (var op in compute.Body)
                if (op is VectorLoad load) Read.Add(load.Map.Buffer);
                else if (op is VectorStore store) Computed.Add(store.Map.Buffer);
        }
    }
}

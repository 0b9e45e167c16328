using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>
/// Buffers that a compute operation reads and writes, by id within the kernel, ascending. What writes only a part of a buffer, or
/// under a condition, keeps the rest: it counts as a reader too, so that it comes after the other writers.
/// </summary>
internal sealed record BufferUses(int[] Reads, int[] Writes)
{
    /// <param name="compute">The operation.</param>
    /// <param name="kernel">Its kernel.</param>
    /// <param name="diagnostics">Told of operations of the body that are not known, and of a compute without buffers.</param>
    public static BufferUses Of(Compute compute, Kernel kernel, DiagnosticBag diagnostics)
    {
        var reads = new SortedSet<int>();
        var writes = new SortedSet<int>();
        var filled = new HashSet<int>();
        foreach (var op in compute.Body)
        {
            switch (op)
            {
                case VectorLoad load:
                    if (!filled.Contains(load.Map.Buffer)) reads.Add(load.Map.Buffer);
                    break;
                case VectorStore store:
                    writes.Add(store.Map.Buffer);
                    if (store.Predicate < 0 && Covers(store.Map, compute, kernel)) filled.Add(store.Map.Buffer);
                    else if (!filled.Contains(store.Map.Buffer)) reads.Add(store.Map.Buffer);
                    break;
                case VectorReduce reduce:
                    writes.Add(reduce.Map.Buffer);
                    if (!filled.Contains(reduce.Map.Buffer)) reads.Add(reduce.Map.Buffer);
                    break;
                case VectorConstant or VectorIndex or VectorUnary or VectorBinary or VectorSelect or VectorCast:
                    break;
                default:
                    diagnostics.Error(ProducerDiagnostics.Unclassified, $"kernel '{kernel.Name}', compute '{compute.Name}'",
                        $"operation {op.GetType().Name} may touch buffers, but whether it reads or writes them is not known");
                    break;
            }
        }

        if (reads.Count + writes.Count == 0)
        {
            diagnostics.Error(ProducerDiagnostics.IdleCompute, $"kernel '{kernel.Name}', compute '{compute.Name}'",
                "it reads and writes no buffer, so nothing would say when it runs; store its result or remove it");
        }

        return new BufferUses([.. reads], [.. writes]);
    }

    // Every element of the buffer is written: on each of its axes the map starts at 0 and runs over the whole extent.
    private static bool Covers(BufferMap map, Compute compute, Kernel kernel)
    {
        var shape = kernel.Buffers[map.Buffer].Shape;
        for (var k = 0; k < shape.Length; k++)
        {
            var extent = map.Axes[k] < 0 ? 1 : compute.Extents[map.Axes[k]];
            if (!map.Origin[k].Equals(0L) || extent < shape[k]) return false;
        }

        return true;
    }
}

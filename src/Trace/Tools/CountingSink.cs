using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>A sink that keeps counts and nothing else.</summary>
public sealed class CountingSink : ITraceSink
{
    public long Tensors { get; private set; }

    public long Buffers { get; private set; }

    public long TileCosts { get; private set; }

    public long Kernels { get; private set; }

    public long WorkItems { get; private set; }

    public long Records { get; private set; }

    /// <summary>Records by kind.</summary>
    public long Loads { get; private set; }

    public long Stores { get; private set; }

    public long Computes { get; private set; }

    public long Barriers { get; private set; }

    public bool IsComplete { get; private set; }

    public void Header(TraceHeader header)
    {
    }

    public void Tensor(TraceTensor tensor) => Tensors++;

    public void Buffer(TraceBuffer buffer) => Buffers++;

    public void TileCost(TileCost cost) => TileCosts++;

    public void BeginKernel(TraceKernel kernel) => Kernels++;

    public void WorkItem(WorkItem item)
    {
        WorkItems++;
        Records += item.Records.Length;
        foreach (ref readonly TraceRecord record in item.Records)
        {
            switch (record.Kind)
            {
                case RecordKind.Compute: Computes++; break;
                case RecordKind.MemoryBarrier: Barriers++; break;
                default:
                    if (record.Direction == DmaDirection.Load)
                        Loads++;
                    else
                        Stores++;
                    break;
            }
        }
        item.Return();
    }

    public void EndKernel(int kernelId)
    {
    }

    public void Complete() => IsComplete = true;
}

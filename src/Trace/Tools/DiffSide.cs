using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>One of two traces that are compared: stops at kernels and work-items and collects the declarations on the way.</summary>
internal sealed class DiffSide(TraceReader reader)
{
    public TraceReader Reader => reader;

    public TraceObjectKind Kind { get; private set; }

    /// <summary>Text of each declaration by its place, e.g. "tensor 3".</summary>
    public SortedDictionary<string, string> Declared { get; } = new(StringComparer.Ordinal);

    /// <summary>Goes to the next kernel begin, work-item or kernel end; None at the end of the trace.</summary>
    public void Next()
    {
        while (reader.Read())
        {
            Kind = reader.Kind;
            if (Kind is TraceObjectKind.KernelBegin or TraceObjectKind.WorkItem or TraceObjectKind.KernelEnd)
                return;
            Collect();
        }
        Kind = TraceObjectKind.None;
    }

    private void Collect()
    {
        switch (Kind)
        {
            case TraceObjectKind.Header:
                TraceHeader header = reader.Header;
                Declared["header"] = $"producer '{header.Producer}' name '{header.Name}'";
                foreach (var (key, value) in header.Meta)
                    Declared[$"header meta '{key}'"] = value.ToString();
                break;
            case TraceObjectKind.Tensor:
                TraceTensor t = reader.Tensor;
                Declared[$"tensor {t.Id}"] = $"'{t.Name}' {t.DType}[{string.Join(",", t.Shape)}] base {t.BaseAddress} bytes {t.Bytes}";
                break;
            case TraceObjectKind.Buffer:
                TraceBuffer b = reader.Buffer;
                Declared[$"buffer {b.Id}"] = $"'{b.Name}' bytes {b.Bytes} role {b.Role}{(b.Versions > 0 ? $" versions {b.Versions}" : "")}";
                break;
            case TraceObjectKind.TileCost:
                TileCost c = reader.TileCost;
                Declared[$"tile {c.Id}"] = $"'{c.Name}' {c.Unit} cycles {c.Cycles} overlap {c.OverlapCycles}";
                break;
            default: break;
        }
    }
}

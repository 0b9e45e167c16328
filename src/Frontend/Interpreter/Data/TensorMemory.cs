using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Interpreter.Data;

/// <summary>Counts what the tensors of a program will take, so that one that does not fit into memory is refused before it is allocated.</summary>
internal sealed class TensorMemory(DiagnosticBag bag)
{
    // A value of the widest class, and whether it was written.
    private const int MostBytesOfAnElement = sizeof(long) + 1;

    private readonly long _available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
    private Int128 _taken;

    /// <summary>The shape of a tensor to be made; one without elements if it does not fit, which is reported.</summary>
    public long[] Take(TensorDecl tensor, long[] shape)
    {
        var elements = shape.Aggregate((Int128)1, (count, extent) => Int128.Min(count * extent, long.MaxValue));
        _taken += elements * MostBytesOfAnElement;
        if (elements * tensor.Type.Bytes() <= Array.MaxLength && _taken <= _available) return shape;
        _taken -= elements * MostBytesOfAnElement;
        bag.Error(FunctionalCodes.BadSize, tensor.Name, $"{elements} elements ({string.Join('x', shape)}) are more than memory has room for; "
            + "give smaller sizes, or time the program instead (actorsim run)");
        return new long[shape.Length];
    }
}

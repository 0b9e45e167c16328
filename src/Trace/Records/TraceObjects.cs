namespace ActorSim.Trace.Records;

/// <summary>A region of memory.</summary>
/// <param name="Id">Small non-negative number.</param>
/// <param name="Name">For reports only.</param>
/// <param name="DType">For reports only, e.g. "f32"; the width of a transfer is in its record.</param>
/// <param name="Shape">Elements per dimension, each at least 0.</param>
/// <param name="BaseAddress">Byte address of element 0, at least 0.</param>
/// <param name="Bytes">Size in bytes, at least 0; transfers must stay inside.</param>
public sealed record TraceTensor(int Id, string Name, string DType, IReadOnlyList<long> Shape, long BaseAddress, long Bytes);

/// <summary>A named piece of a work-item's scratchpad.</summary>
/// <param name="Id">Small non-negative number.</param>
/// <param name="Name">For reports only.</param>
/// <param name="Bytes">Bytes of scratchpad; 0 for virtual buffers and for buffers that are not charged.</param>
/// <param name="Role">What it is for.</param>
public sealed record TraceBuffer(int Id, string Name, long Bytes, BufferRole Role)
{
    /// <summary>
    /// Versions of the buffer that a work-item may hold at once, 1 or more: the write that would open one more waits (docs/scheduling.md).
    /// Of a weights buffer: 1 or more says that preloads take their slots in the order of the records. 0: not bounded.
    /// </summary>
    public int Versions { get; init; }
}

/// <summary>Cost of one compute tile.</summary>
/// <param name="Id">Tile id, small and non-negative.</param>
/// <param name="Name">For reports only.</param>
/// <param name="Unit">Unit that runs it.</param>
/// <param name="Cycles">Core cycles from issue on an empty unit to finish, at least 0.</param>
/// <param name="OverlapCycles">Cycles that may overlap with the operation before it on the unit, 0..Cycles.</param>
public sealed record TileCost(int Id, string Name, ComputeUnit Unit, long Cycles, long OverlapCycles);

/// <summary>A group of work-items.</summary>
/// <param name="Id">Small non-negative number.</param>
/// <param name="Name">For reports only.</param>
/// <param name="DependsOn">Kernels begun earlier in the trace that must end before this one starts.</param>
/// <param name="Partition">Tenant, at least 0; partitions own disjoint sets of cores.</param>
public sealed record TraceKernel(int Id, string Name, IReadOnlyList<int> DependsOn, int Partition);

/// <summary>End of a kernel.</summary>
/// <param name="KernelId">The kernel that ends.</param>
/// <param name="WorkItems">Work-items it had.</param>
public sealed record TraceKernelEnd(int KernelId, long WorkItems);

/// <summary>Last object of a trace: what came before it.</summary>
/// <param name="Kernels">Kernels begun.</param>
/// <param name="WorkItems">Work-items of all kernels.</param>
/// <param name="Records">Records of all work-items.</param>
/// <param name="Crc32C">CRC-32C (Castagnoli) of every byte before the footer object.</param>
public sealed record TraceFooter(long Kernels, long WorkItems, long Records, uint Crc32C);

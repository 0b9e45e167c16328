namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// Gather or scatter: element offsets (i32 or i64 values) lie in the scratchpad buffer <paramref name="OffsetBuffer"/>, whose axes are
/// those of the transferred buffer (extent 1 = the same offset along that axis). The DRAM element moves by value * OffsetStride.
/// </summary>
public sealed record IndirectAccess(int OffsetBuffer, long OffsetStride)
{
    /// <summary>
    /// Values outside [0, Limit) are refused when the program runs on numbers; in units of the offset values. Null: not known.
    /// </summary>
    public Index.IndexExpr? Limit { get; init; }
}

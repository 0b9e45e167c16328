namespace ActorSim.Trace.Records;

/// <summary>A region of memory.</summary>
/// <param name="Id">Small non-negative number.</param>
/// <param name="Name">For reports only.</param>
/// <param name="DType">For reports only, e.g. "f32"; the width of a transfer is in its record.</param>
/// <param name="Shape">Elements per dimension, each at least 0.</param>
/// <param name="BaseAddress">Byte address of element 0, at least 0.</param>
/// <param name="Bytes">Size in bytes, at least 0; transfers must stay inside.</param>
public sealed record TraceTensor(int Id, string Name, string DType, IReadOnlyList<long> Shape, long BaseAddress, long Bytes);

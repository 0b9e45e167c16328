namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// Streams <paramref name="Rows"/> rows of A through the array loaded by the latest <see cref="Preload"/> of this work-item and adds the
/// results to C: C[r, c] += sum over k below Depth, in order of k, of A[r, k] * weights[k, c]. Float products are accumulated in f32,
/// integer ones in i32. <paramref name="Id"/>: the static compute operation, dense within a kernel over all computes in program order, -1
/// before they are numbered.
/// </summary>
public sealed record Matmul(int Id, MatrixOperand A, MatrixOperand C, long Rows, long Depth, long Columns) : Statement;

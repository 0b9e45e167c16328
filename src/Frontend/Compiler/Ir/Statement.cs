using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>One statement of a kernel: a loop, a data movement, a wait, or a computation.</summary>
public abstract record Statement;

/// <summary>Waits for the most recent asynchronous load of (tag, slot) in this work-item, which filled (a part of) the buffer.</summary>
public sealed record Wait(int Tag, IndexExpr Slot, int Buffer) : Statement;

/// <summary>Puts the <paramref name="Rows"/> x <paramref name="Columns"/> weights at <paramref name="Weights"/> into a systolic array;
/// the rest of the array is 0. <paramref name="Id"/>: the static compute operation (cost table entry), dense within a kernel over all
/// computes in program order, -1 before they are numbered.</summary>
public sealed record Preload(int Id, MatrixOperand Weights, long Rows, long Columns) : Statement;

/// <summary>
/// Streams <paramref name="Rows"/> rows of A through the array loaded by the latest <see cref="Preload"/> of this work-item and adds the
/// results to C: C[r, c] += sum over k below Depth, in order of k, of A[r, k] * weights[k, c]. Float products are accumulated in f32,
/// integer ones in i32. <paramref name="Id"/>: the static compute operation, dense within a kernel over all computes in program order, -1
/// before they are numbered.
/// </summary>
public sealed record Matmul(int Id, MatrixOperand A, MatrixOperand C, long Rows, long Depth, long Columns) : Statement;

/// <summary>
/// C += A B on whole tiles: A is M x K (lane axis K), B is K x N (lane axis N), C is M x N (lane axis N). Exists until systolic lowering,
/// which makes <see cref="Preload"/> and <see cref="Matmul"/> of it. Waits for the operands' loads are put in there, by their tags.
/// All of M, N, K are 1 or more and within the buffers.
/// </summary>
public sealed record TileMatmul(MatrixOperand A, MatrixOperand B, MatrixOperand C, long M, long N, long K) : Statement;

/// <summary>
/// A matrix inside a buffer: element (r, c) lies at Origin, moved by r along <paramref name="RowAxis"/> and by c along
/// <paramref name="ColumnAxis"/>. Origin has one expression for each axis of the buffer. <paramref name="RowStep"/>: buffer
/// elements between rows, 1 or more (a strided convolution reads every second pixel).
/// </summary>
public sealed record MatrixOperand(int Buffer, int RowAxis, int ColumnAxis, ImmutableArray<IndexExpr> Origin, long RowStep = 1);

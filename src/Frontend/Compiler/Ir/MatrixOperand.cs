using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// A matrix inside a buffer: element (r, c) lies at Origin, moved by r along <paramref name="RowAxis"/> and by c along
/// <paramref name="ColumnAxis"/>. Origin has one expression for each axis of the buffer. <paramref name="RowStep"/>: buffer
/// elements between rows, 1 or more (a strided convolution reads every second pixel).
/// </summary>
public sealed record MatrixOperand(int Buffer, int RowAxis, int ColumnAxis, ImmutableArray<IndexExpr> Origin, long RowStep = 1);

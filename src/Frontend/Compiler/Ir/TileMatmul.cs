namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// C += A B on whole tiles: A is M x K (lane axis K), B is K x N (lane axis N), C is M x N (lane axis N). Exists until systolic lowering,
/// which makes <see cref="Preload"/> and <see cref="Matmul"/> of it. Waits for the operands' loads are put in there, by their tags.
/// All of M, N, K are 1 or more and within the buffers.
/// </summary>
public sealed record TileMatmul(MatrixOperand A, MatrixOperand B, MatrixOperand C, long M, long N, long K) : Statement;

namespace ActorSim.Frontend.Compiler.Cost;

/// <summary>
/// Which operand of C[M,N] = A[M,K] B[K,N] stays in the array's cells. Rows and columns of the array then stand for two of the three
/// sizes, and the third is streamed.
/// </summary>
public enum Dataflow
{
    /// <summary>B stays: rows stand for K, columns for N, M rows of A are streamed. Results leave at the lower edge.</summary>
    WeightStationary,

    /// <summary>C stays: rows stand for M, columns for N, K pairs of vectors are streamed. Results are shifted out downwards.</summary>
    OutputStationary,

    /// <summary>A stays, transposed: rows stand for K, columns for M, N columns of B are streamed. Results leave at
    /// the lower edge.</summary>
    InputStationary,
}

namespace ActorSim.Frontend.Compiler.Cost;

/// <summary>Sizes of C[M,N] = A[M,K] B[K,N] in elements, each 1 or more.</summary>
public readonly record struct GemmShape(long M, long N, long K);

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>First element of a statement in a package; numbers are never used again.</summary>
internal enum StatementKind
{
    Loop = 0,
    Transfer = 1,
    Wait = 2,
    Compute = 3,
    Preload = 4,
    Matmul = 5,
    TileMatmul = 6,
}

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>First element of a vector operation in a package; numbers are never used again.</summary>
internal enum VectorOpKind
{
    Constant = 0,
    Index = 1,
    Load = 2,
    Unary = 3,
    Binary = 4,
    Select = 5,
    Cast = 6,
    Store = 7,
    Reduce = 8,
}

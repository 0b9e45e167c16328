namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>A part of a vector program: a <see cref="VectorInstruction"/> or a <see cref="VectorLoop"/>.</summary>
public abstract record VectorNode;

/// <summary>A loop; what stands before and after it is its prologue and epilogue.</summary>
public sealed record VectorLoop : VectorNode
{
    /// <summary>Iterations, 0 or more.</summary>
    public required long Trips { get; init; }

    public required IReadOnlyList<VectorNode> Body { get; init; }
}

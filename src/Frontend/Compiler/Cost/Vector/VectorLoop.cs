namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>A loop; what stands before and after it is its prologue and epilogue.</summary>
public sealed record VectorLoop : VectorNode
{
    /// <summary>Iterations, 0 or more.</summary>
    public required long Trips { get; init; }

    public required IReadOnlyList<VectorNode> Body { get; init; }
}

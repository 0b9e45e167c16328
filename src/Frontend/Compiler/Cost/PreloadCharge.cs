namespace ActorSim.Frontend.Compiler.Cost;

/// <summary>How much of a preload holds the array (its occupancy) in a trace's cost table.</summary>
public enum PreloadCharge
{
    /// <summary>Nothing: overlap = cycles, the reference's convention.</summary>
    Hidden,

    /// <summary>What the rows streamed through the weights before it cannot hide: max(rows of the array - streamed rows, 0).</summary>
    Exposed,

    /// <summary>All of it.</summary>
    Full,
}

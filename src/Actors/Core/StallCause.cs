namespace ActorSim.Actors.Core;

/// <summary>Why a core issued nothing in a cycle.</summary>
public enum StallCause : byte
{
    /// <summary>It holds no work-item.</summary>
    Idle,

    /// <summary>Nothing is ready and transfers are under way.</summary>
    Memory,

    /// <summary>Nothing is ready and only computes are under way.</summary>
    Compute,

    /// <summary>A ready instruction needs scratchpad space.</summary>
    Scratchpad,

    /// <summary>A ready preload needs a weight slot.</summary>
    WeightSlot,
}

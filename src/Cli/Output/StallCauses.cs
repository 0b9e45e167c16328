using ActorSim.Actors.Core;

namespace ActorSim.Cli.Output;

/// <summary>Names of the stall causes.</summary>
internal static class StallCauses
{
    public static IReadOnlyList<StallCause> All { get; } =
        [StallCause.Idle, StallCause.Memory, StallCause.Compute, StallCause.Scratchpad, StallCause.WeightSlot];

    public static string JsonName(StallCause cause) => cause switch
    {
        StallCause.Idle => "idle",
        StallCause.Memory => "memory",
        StallCause.Compute => "compute",
        StallCause.Scratchpad => "scratchpad",
        StallCause.WeightSlot => "weightSlot",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "no name for this stall cause"),
    };

    /// <summary>As the head of a column.</summary>
    public static string Heading(StallCause cause) => cause switch
    {
        StallCause.Idle => "no work",
        StallCause.Memory => "wait memory",
        StallCause.Compute => "wait compute",
        StallCause.Scratchpad => "wait spad",
        StallCause.WeightSlot => "wait weights",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "no name for this stall cause"),
    };
}

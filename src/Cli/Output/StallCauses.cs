using ActorSim.Actors.Core;

namespace ActorSim.Cli.Output;

/// <summary>The stall causes and their names; one without a row is an error everywhere.</summary>
internal static class StallCauses
{
    private static readonly (StallCause Cause, string Json, string Heading, string Words)[] Rows =
    [
        (StallCause.Idle, "idle", "no work", "no work-item"),
        (StallCause.Memory, "memory", "wait memory", "waits for memory"),
        (StallCause.Compute, "compute", "wait compute", "waits for a compute"),
        (StallCause.Scratchpad, "scratchpad", "wait spad", "waits for scratchpad space"),
        (StallCause.WeightSlot, "weightSlot", "wait weights", "waits for a weight slot"),
    ];

    public static IReadOnlyList<StallCause> All { get; } = [.. Rows.Select(r => r.Cause)];

    public static string JsonName(StallCause cause) => Row(cause).Json;

    /// <summary>As the head of a column.</summary>
    public static string Heading(StallCause cause) => Row(cause).Heading;

    /// <summary>In logs and timelines.</summary>
    public static string Words(StallCause cause) => Row(cause).Words;

    private static (StallCause Cause, string Json, string Heading, string Words) Row(StallCause cause) =>
        (int)cause < Rows.Length && Rows[(int)cause].Cause == cause ? Rows[(int)cause]
            : throw new ArgumentOutOfRangeException(nameof(cause), cause, "no name for this stall cause");
}

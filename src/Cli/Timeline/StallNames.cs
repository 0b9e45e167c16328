using ActorSim.Actors.Core;

namespace ActorSim.Cli.Timeline;

/// <summary>Stall causes in words, for logs and timelines.</summary>
internal static class StallNames
{
    public static string Of(StallCause cause) => cause switch
    {
        StallCause.Idle => "no work-item",
        StallCause.Memory => "waits for memory",
        StallCause.Compute => "waits for a compute",
        StallCause.Scratchpad => "waits for scratchpad space",
        _ => "waits for a weight slot",
    };
}

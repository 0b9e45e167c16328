namespace ActorSim.Cli.Timeline;

/// <summary>Kinds of spooled events, in the order in which a log names them within one cycle of one instruction.</summary>
internal enum CoreEventTag : byte
{
    Scheduled,
    Issued,
    Injected,
    FirstResponse,
    DataReady,
    Finished,
    Retired,
    Stalled,
    Scratchpad,

    /// <summary>A store's injection begins: for timelines only.</summary>
    Injecting,
}

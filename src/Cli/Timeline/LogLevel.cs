namespace ActorSim.Cli.Timeline;

/// <summary>How much an instruction log says; each level includes the ones before it.</summary>
public enum LogLevel
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>Work-items: scheduled, retired.</summary>
    Items,

    /// <summary>Instructions: issued, finished.</summary>
    Instructions,

    /// <summary>Transfers: injected, first-response, data-ready; stalls and their causes; scratchpad use.</summary>
    All,
}

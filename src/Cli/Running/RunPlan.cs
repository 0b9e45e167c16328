using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Tenants;
using ActorSim.Cli.Timeline;

namespace ActorSim.Cli.Running;

/// <summary>What to simulate, how, and where results go.</summary>
internal sealed record RunPlan(SystemConfiguration System, IReadOnlyList<RequestArgument> Requests)
{
    /// <summary>File for the JSON report, or null.</summary>
    public string? Json { get; init; }

    /// <summary>File for the timeline, or null.</summary>
    public string? Timeline { get; init; }

    /// <summary>Cycles that the timeline shows; null: all.</summary>
    public TimelineWindow? TimelineWindow { get; init; }

    /// <summary>File for the page, or null.</summary>
    public string? Html { get; init; }

    /// <summary>File for a line for each layer, or null.</summary>
    public string? LayersCsv { get; init; }

    /// <summary>Print the table of layers even if no model is among the requests.</summary>
    public bool Layers { get; init; }

    /// <summary>Fuse nodes of models into one kernel where that saves memory traffic.</summary>
    public bool Fuse { get; init; } = true;

    /// <summary>Level of the instruction log, or null.</summary>
    public string? LogLevel { get; init; }

    /// <summary>Sizes for the kernel packages among the requests.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Shape { get; init; } = [];

    /// <summary>Inputs of the packages and models; may be fewer than they have.</summary>
    public GivenInputs Inputs { get; init; } = GivenInputs.None;

    public bool Quiet { get; init; }

    public bool Verbose { get; init; }
}

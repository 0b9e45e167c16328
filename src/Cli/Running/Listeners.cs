using ActorSim.Actors.Core;

namespace ActorSim.Cli.Running;

/// <summary>The one place that makes what listens to the cores: timeline and instruction log.</summary>
internal static class Listeners
{
    /// <summary>Null when nobody asked for one.</summary>
    /// <exception cref="InputException">What was asked for is not available.</exception>
    public static ICoreListener? Create(RunPlan plan)
    {
        if (plan.Timeline is not null)
        {
            throw new InputException("--timeline: this build cannot write timelines; leave the option out");
        }

        if (plan.LogLevel is not null)
        {
            throw new InputException("--log: this build has no instruction log; leave the option out");
        }

        return null;
    }
}

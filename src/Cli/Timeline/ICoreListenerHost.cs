using ActorSim.Actors.Core;

namespace ActorSim.Cli.Timeline;

/// <summary>Something that listens to the cores during a run and writes what it heard afterwards.</summary>
public interface ICoreListenerHost
{
    /// <summary>To be given to the machine.</summary>
    ICoreListener Listener { get; }

    /// <summary>Writes what was heard in a run of <paramref name="totalCycles"/> core cycles; also after a cancelled run.</summary>
    void Complete(long totalCycles);
}

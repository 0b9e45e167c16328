namespace ActorSim.Dram.Replay;

/// <summary>Hears how far a replay has come.</summary>
public interface IReplayProgress
{
    /// <summary>All channels have run all cycles before <paramref name="cycle"/>.</summary>
    void OnReached(long cycle);
}

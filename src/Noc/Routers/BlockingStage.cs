namespace ActorSim.Noc.Routers;

/// <summary>
/// A pipeline stage as BookSim 2 has it: what enters while older entries are in the stage starts together when they are done. With a delay of
/// one cycle that is a pipeline; a longer one is not overlapped.
/// </summary>
internal struct BlockingStage(int delay)
{
    private long _start = long.MinValue / 2;

    /// <param name="cycle">First cycle in which the entry could start.</param>
    /// <returns>The cycle in which it completes.</returns>
    public long Enter(long cycle)
    {
        if (_start < cycle)
        {
            _start = Math.Max(cycle, _start + delay);
        }

        return _start + delay - 1;
    }
}

namespace ActorSim.Kernel;

/// <summary>A run between two engines: everything stands still and all events that are left lie here.</summary>
internal sealed class RunState(Topology topology)
{
    public Topology Topology { get; } = topology;

    /// <summary>Events that are left, in any order.</summary>
    public List<SimEvent> Pending { get; } = [];

    public long Events { get; set; }

    public long Messages { get; set; }

    public long NullMessages { get; set; }

    public long Rounds { get; set; }

    /// <summary>Wall time for which processes ran, without the making and the ending of actors; for `auto`.</summary>
    public TimeSpan Busy { get; set; }

    public bool Done => Pending.Count == 0;

    /// <summary>Lets every process schedule its first events, in declaration order.</summary>
    public void Start()
    {
        var starter = new StartExecutor(Pending);
        foreach (var process in Topology.Processes)
        {
            process.Attach(starter);
        }

        foreach (var process in Topology.Processes)
        {
            try
            {
                process.Start();
            }
            catch (Exception exception)
            {
                ProcessFailedException.Throw(process, "its start", exception);
            }
        }
    }

    public RunSummary Summarize(string synchronizer)
    {
        var end = SimTime.Zero;
        foreach (var process in Topology.Processes)
        {
            end = SimTime.Max(end, process.Now);
        }

        return new RunSummary(Events, Messages, NullMessages, end, !Done) { Rounds = Rounds, Synchronizer = synchronizer };
    }
}

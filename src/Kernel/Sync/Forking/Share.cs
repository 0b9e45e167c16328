namespace ActorSim.Kernel;

/// <summary>One worker's part of a round.</summary>
internal sealed class Share
{
    private PaddedInt _handled;

    /// <summary>Who takes part of those that are at home with this worker, in declaration order.</summary>
    public List<CoarseHost> Ready { get; } = [];

    /// <summary>What the processes that this worker ran have sent.</summary>
    public Outbox Sent { get; } = new();

    /// <summary>Events that this worker handled.</summary>
    public ref int Handled => ref _handled.Value;

    public void Clear()
    {
        Ready.Clear();
        Sent.Clear();
        Handled = 0;
    }
}

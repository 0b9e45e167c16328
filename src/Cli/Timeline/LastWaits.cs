using ActorSim.Actors.Core;

namespace ActorSim.Cli.Timeline;

/// <summary>
/// Of one core: for every instruction that is not yet done, the transfer or operation whose end came last among those that it waited for.
/// Operations whose whole cost is overlapped, and asynchronous loads, which end before their data have come, stand for what they themselves
/// waited for; a barrier stands for its load.
/// </summary>
internal sealed class LastWaits
{
    private readonly Dictionary<int, int[]> _before = [];

    public void Begin(WorkItemGraph graph)
    {
        if (!_before.TryGetValue(graph.Slot, out var before) || before.Length < graph.Count)
        {
            _before[graph.Slot] = before = new int[graph.Count];
        }

        Array.Fill(before, -1);
    }

    /// <summary>The transfer or operation; -1 if it waited for none.</summary>
    public int Before(WorkItemGraph graph, int instruction) => _before[graph.Slot][instruction];

    public void Finish(WorkItemGraph graph, int instruction)
    {
        var (before, cause) = (_before[graph.Slot], Cause(graph, instruction));
        foreach (var dependent in graph.DependentsOf(instruction))
        {
            before[dependent] = cause;
        }
    }

    private int Cause(WorkItemGraph graph, int instruction) => graph.Describe(instruction) switch
    {
        { Kind: InstructionKind.Barrier } => graph.LoadOf(instruction),
        { IsAsync: true } => Before(graph, instruction),
        { Kind: InstructionKind.Compute } when graph.CostOf(instruction) is var cost && cost.Cycles == cost.Overlap => Before(graph, instruction),
        _ => instruction,
    };
}

using ActorSim.Actors.Scheduler;

namespace MyPolicy;

/// <summary>
/// A dispatch policy: work-items come in pairs that share an operand, so the second of a pair goes to the core of the first; the first goes to
/// the core with the least work so far, measured in cycles.
/// </summary>
public sealed class PairsDispatch : IDispatchPolicy
{
    /// <summary>What the machine's specification calls it.</summary>
    public const string Name = "pairs";

    private int _core;

    /// <inheritdoc/>
    public bool WeighsCost => true;

    /// <inheritdoc/>
    public int Choose(ReadOnlySpan<long> load, long sequence)
    {
        if (sequence % 2 != 0)
        {
            return _core;
        }

        _core = 0;
        for (var core = 1; core < load.Length; core++)
        {
            _core = load[core] < load[_core] ? core : _core;
        }

        return _core;
    }
}

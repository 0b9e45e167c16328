using System.Numerics;

namespace ActorSim.Noc.Simulation;

/// <summary>Members to be stepped in this cycle, and those that asked for the next one.</summary>
internal sealed class ActiveSet(int size)
{
    private ulong[] _current = new ulong[(size + 63) >> 6];
    private ulong[] _next = new ulong[(size + 63) >> 6];
    private int _word;

    public bool HasNext { get; private set; }

    public void Add(int member) => _current[member >> 6] |= 1UL << member;

    public void AddNext(int member)
    {
        _next[member >> 6] |= 1UL << member;
        HasNext = true;
    }

    /// <summary>A cycle begins: those that asked for it are due.</summary>
    public void Advance()
    {
        (_current, _next) = (_next, _current);
        HasNext = false;
        _word = 0;
    }

    /// <summary>Takes the lowest member out; false if there is none.</summary>
    public bool TryTake(out int member)
    {
        for (; _word < _current.Length; _word++)
        {
            var rest = _current[_word];
            if (rest != 0)
            {
                member = (_word << 6) + BitOperations.TrailingZeroCount(rest);
                _current[_word] = rest & (rest - 1);
                return true;
            }
        }

        member = -1;
        return false;
    }
}

namespace ActorSim.Actors.Core;

/// <summary>Weight slots of a core's arrays: a preload takes one on the next array in round-robin order that has one free.</summary>
internal sealed class WeightSlots(int arrays, int depth)
{
    private readonly int[] _used = new int[arrays];
    private int _next;
    private int _free = arrays * depth;

    public bool AnyFree => _free > 0;

    /// <summary>Takes a slot; there must be one free.</summary>
    public int Take()
    {
        var array = _next;
        while (_used[array] == depth)
        {
            array = array + 1 == _used.Length ? 0 : array + 1;
        }

        _used[array]++;
        _free--;
        _next = array + 1 == _used.Length ? 0 : array + 1;
        return array;
    }

    public void Release(int array)
    {
        _used[array]--;
        _free++;
    }
}

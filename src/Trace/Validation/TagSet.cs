namespace ActorSim.Trace.Validation;

/// <summary>
/// Tags (id, slot) with a loaded mark, emptied in constant time: open addressing where a stamp of an older round means empty.
/// </summary>
internal sealed class TagSet
{
    private Entry[] _entries = new Entry[64];
    private int _count;
    private uint _round = 1;

    public void Clear()
    {
        _count = 0;
        if (++_round != 0)
            return;
        Array.Clear(_entries);
        _round = 1;
    }

    public void Add(int tagId, int tagSlot)
    {
        if (2 * _count >= _entries.Length)
            Grow();
        int at = Locate(tagId, tagSlot);
        if (_entries[at].Round == _round)
            return;
        _entries[at] = new Entry { TagId = tagId, TagSlot = tagSlot, Round = _round };
        _count++;
    }

    public bool Contains(int tagId, int tagSlot) => _entries[Locate(tagId, tagSlot)].Round == _round;

    private int Locate(int tagId, int tagSlot)
    {
        int mask = _entries.Length - 1;
        ulong mixed = (((ulong)(uint)tagId << 32) | (uint)tagSlot) * 0x9e3779b97f4a7c15ul;
        int at = (int)(mixed >> 33) & mask;
        while (_entries[at].Round == _round && (_entries[at].TagId != tagId || _entries[at].TagSlot != tagSlot))
            at = (at + 1) & mask;
        return at;
    }

    private void Grow()
    {
        Entry[] old = _entries;
        _entries = new Entry[old.Length * 2];
        foreach (ref readonly Entry entry in old.AsSpan())
        {
            if (entry.Round == _round)
                _entries[Locate(entry.TagId, entry.TagSlot)] = entry;
        }
    }

    private struct Entry
    {
        public int TagId;
        public int TagSlot;
        public uint Round;
    }
}

namespace ActorSim.Kernel;

/// <summary>What the processes of one worker have sent in a round, in the order of sending.</summary>
internal sealed class Outbox
{
    private (Link Link, SimEvent Event)[] _items = new (Link, SimEvent)[256];
    private PaddedInt _count;

    public int Count => _count.Value;

    public void Add(Link link, in SimEvent e)
    {
        ref var count = ref _count.Value;
        if (count == _items.Length)
        {
            Array.Resize(ref _items, count * 2);
        }

        ref var item = ref _items[count++];
        item.Link = link;
        item.Event = e;
    }

    public ref readonly (Link Link, SimEvent Event) this[int i] => ref _items[i];

    public void Clear()
    {
        Array.Clear(_items, 0, Count);
        _count.Value = 0;
    }
}

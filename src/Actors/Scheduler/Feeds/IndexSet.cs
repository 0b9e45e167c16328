namespace ActorSim.Actors.Scheduler.Feeds;

/// <summary>
/// Indices from 0 on, nearly all of which come sooner or later, each once. Memory follows the gaps between those that have come, not their
/// number: one work-item may wait while millions that were read after it retire.
/// </summary>
internal sealed class IndexSet
{
    private const int PageIndices = 4096;
    private const int WordBits = 64;
    private static readonly Page Full = new();
    private readonly Dictionary<int, Page> _pages = [];

    // All pages before this one were full.
    private int _fullPages;

    public void Add(int index)
    {
        var number = index / PageIndices;
        if (!_pages.TryGetValue(number, out var page))
        {
            _pages.Add(number, page = new Page());
        }

        page.Words[index % PageIndices / WordBits] |= 1UL << (index % WordBits);
        if (++page.Count == PageIndices)
        {
            _pages[number] = Full;
            ForgetFullPages();
        }
    }

    public bool Contains(int index)
    {
        var number = index / PageIndices;
        return number < _fullPages || (_pages.TryGetValue(number, out var page)
            && (page == Full || (page.Words[index % PageIndices / WordBits] & (1UL << (index % WordBits))) != 0));
    }

    public void Clear()
    {
        _pages.Clear();
        _fullPages = 0;
    }

    private void ForgetFullPages()
    {
        while (_pages.TryGetValue(_fullPages, out var page) && page == Full)
        {
            _pages.Remove(_fullPages++);
        }
    }

    private sealed class Page
    {
        public ulong[] Words { get; } = new ulong[PageIndices / WordBits];

        public int Count { get; set; }
    }
}

namespace ActorSim.Serving.Caching;

/// <summary>
/// The paged cache of keys and values: blocks of so many tokens, which sequences take and give back. Prefixes that prompts have in common are kept once;
/// those that nobody uses stay until their blocks are needed, the one unused longest goes first.
/// </summary>
/// <param name="blocks">Capacity, 1 or more.</param>
/// <param name="blockTokens">Tokens of a block, 1 or more.</param>
public sealed class KvPool(int blocks, int blockTokens)
{
    private readonly SortedDictionary<int, SharedPrefix> _prefixes = [];
    private long _uses;

    /// <summary>Blocks that sequences or prefixes have.</summary>
    public int Used { get; private set; }

    /// <summary>The highest <see cref="Used"/> so far.</summary>
    public int MostUsed { get; private set; }

    /// <summary>Tokens of prompts that were found in the cache.</summary>
    public long SharedTokens { get; private set; }

    /// <summary>Prefixes that lost their blocks to others.</summary>
    public long EvictedPrefixes { get; private set; }

    public int Capacity => blocks;

    /// <summary>Blocks that so many tokens take.</summary>
    public int BlocksOf(int tokens) => (int)(((long)tokens + blockTokens - 1) / blockTokens);

    /// <summary>Takes blocks; false, and nothing is taken, if there are not that many even without unused prefixes.</summary>
    public bool TryTake(int count)
    {
        while (blocks - Used < count)
        {
            if (!EvictOne())
            {
                return false;
            }
        }

        Used += count;
        MostUsed = Math.Max(MostUsed, Used);
        return true;
    }

    /// <summary>Gives blocks back.</summary>
    public void Return(int count) => Used -= count;

    /// <summary>
    /// The prefix of a group for a prompt that is about to be computed: tokens that are in the cache already, or the blocks that this prompt will fill for
    /// the others (then they are taken). Null: nothing can be shared.
    /// </summary>
    public SharedPrefix? Join(int group, int prefixTokens, int promptTokens)
    {
        // The last token of a prompt is computed anyway: it gives the first one of the output.
        var whole = Math.Min(prefixTokens, promptTokens - 1) / blockTokens;
        if (whole < 1)
        {
            return null;
        }

        if (_prefixes.TryGetValue(group, out var prefix))
        {
            if (!prefix.IsReady || prefix.Blocks > whole)
            {
                return null;
            }
        }
        else if (TryTake(whole))
        {
            _prefixes.Add(group, prefix = new SharedPrefix(group, whole, whole * blockTokens));
        }
        else
        {
            return null;
        }

        prefix.Users++;
        prefix.LastUse = ++_uses;
        return prefix;
    }

    /// <summary>A prompt goes on behind what it found of a prefix: so many tokens.</summary>
    public int Skip(SharedPrefix prefix)
    {
        SharedTokens += prefix.IsReady ? prefix.Tokens : 0;
        return prefix.IsReady ? prefix.Tokens : 0;
    }

    /// <summary>A sequence that joined it ends or is put off. One that nobody has filled goes with it.</summary>
    public void Leave(SharedPrefix prefix)
    {
        prefix.Users--;
        if (!prefix.IsReady && prefix.Users == 0)
        {
            Remove(prefix);
        }
    }

    private bool EvictOne()
    {
        var oldest = _prefixes.Values.Where(p => p.Users == 0).MinBy(p => p.LastUse);
        if (oldest is null)
        {
            return false;
        }

        EvictedPrefixes++;
        Remove(oldest);
        return true;
    }

    private void Remove(SharedPrefix prefix)
    {
        _prefixes.Remove(prefix.Group);
        Used -= prefix.Blocks;
    }
}

/// <summary>Blocks of a prefix that sequences have in common.</summary>
public sealed class SharedPrefix(int group, int blocks, int tokens)
{
    public int Group => group;

    public int Blocks => blocks;

    public int Tokens => tokens;

    /// <summary>It has been computed.</summary>
    public bool IsReady { get; set; }

    internal int Users { get; set; }

    internal long LastUse { get; set; }
}

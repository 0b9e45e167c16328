namespace ActorSim.Kernel.Dispatch;

/// <summary>Sorts entries of one time: by rank with a byte-wise counting sort (it is all-different more often than not), then by
/// order.</summary>
internal sealed class EntrySort
{
    private const int Few = 16;
    private const int Digits = 256;
    private static readonly Comparison<MessageEntry> ByOrder = static (a, b) => a.Order.CompareTo(b.Order);
    private readonly int[] _ends = new int[Digits];
    private MessageEntry[] _scratch = new MessageEntry[64];

    /// <param name="entries">Entries of equal time, or few entries of any times.</param>
    public void Sort(Span<MessageEntry> entries)
    {
        if (entries.Length <= Few)
        {
            Insert(entries);
            return;
        }

        var highest = 0;
        foreach (ref readonly var e in entries)
        {
            highest = Math.Max(highest, e.Rank);
        }

        for (var shift = 0; highest >> shift != 0; shift += 8)
        {
            SortByDigit(entries, shift);
            if (shift == 24)
            {
                break;
            }
        }

        SortEqualRanks(entries);
    }

    private static void Insert(Span<MessageEntry> entries)
    {
        for (var i = 1; i < entries.Length; i++)
        {
            var e = entries[i];
            var k = i;
            for (; k > 0 && MessageEntry.Before(in e, in entries[k - 1]); k--)
            {
                entries[k] = entries[k - 1];
            }

            entries[k] = e;
        }
    }

    private void SortByDigit(Span<MessageEntry> entries, int shift)
    {
        if (_scratch.Length < entries.Length)
        {
            _scratch = new MessageEntry[Math.Max(entries.Length, _scratch.Length * 2)];
        }

        Array.Clear(_ends);
        foreach (ref readonly var e in entries)
        {
            _ends[(e.Rank >> shift) & (Digits - 1)]++;
        }

        for (var i = 1; i < Digits; i++)
        {
            _ends[i] += _ends[i - 1];
        }

        for (var i = entries.Length - 1; i >= 0; i--)
        {
            _scratch[--_ends[(entries[i].Rank >> shift) & (Digits - 1)]] = entries[i];
        }

        _scratch.AsSpan(0, entries.Length).CopyTo(entries);
    }

    private static void SortEqualRanks(Span<MessageEntry> entries)
    {
        for (int start = 0, end; start < entries.Length; start = end)
        {
            for (end = start + 1; end < entries.Length && entries[end].Rank == entries[start].Rank; end++)
            {
            }

            var equal = entries[start..end];
            if (equal.Length > Few)
            {
                equal.Sort(ByOrder);
            }
            else if (equal.Length > 1)
            {
                Insert(equal);
            }
        }
    }
}

namespace ActorSim.Kernel;

/// <summary>
/// What a sleeping process waits for, readable by all: the input that holds it back and the time that its clock has to exceed to be of
/// use. A hint that decides who is woken when; that everybody is woken in the end is the global bound's business.
/// </summary>
internal sealed class BlockedOn
{
    private const long Awake = long.MinValue;
    private long _need = Awake;
    private LinkChannel? _channel;

    /// <summary>Useful from the first clock above this; long.MinValue while awake.</summary>
    public long Need => Volatile.Read(ref _need);

    public LinkChannel? Channel => Volatile.Read(ref _channel);

    public bool IsAwake => Need == Awake;

    public void WakeUp()
    {
        Volatile.Write(ref _channel, null);
        Volatile.Write(ref _need, Awake);
    }

    public void Sleep(LinkChannel? channel, long need)
    {
        Volatile.Write(ref _channel, channel);
        Volatile.Write(ref _need, need);
    }

    /// <summary>Makes less suffice. Returns false when as little sufficed before, or the process is awake.</summary>
    public bool Lower(long need)
    {
        var present = Need;
        while (need < present)
        {
            var seen = Interlocked.CompareExchange(ref _need, need, present);
            if (seen == present)
            {
                return true;
            }

            present = seen;
        }

        return false;
    }
}

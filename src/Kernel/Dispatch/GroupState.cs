using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>
/// A group of units in a run in rounds: its messages, and how far it may go in the present round. Between rounds it belongs to the thread that
/// opens them, in a round to whoever runs it.
/// </summary>
/// <param name="index">Its number.</param>
/// <param name="ranks">Order of the units' turns within one time.</param>
internal sealed class GroupState(int index, int[]? ranks)
{
    private TimedMessage[] _sent = new TimedMessage[64];
    private int _sentCount;

    public int Index => index;

    public GroupQueue Queue { get; } = new(ranks);

    /// <summary>Nothing unknown comes in before this, given what the group has sent: it may handle all messages before. Falls when it
    /// sends something that is answered.</summary>
    public long Safe { get; set; }

    /// <summary>Nothing unknown comes in before this, whatever the group sends.</summary>
    public long Promised { get; set; }

    /// <summary>Messages that it may still handle in this round.</summary>
    public int Budget { get; set; }

    /// <summary>Times that one of its units was invoked, in all rounds.</summary>
    public long Activations { get; set; }

    /// <summary>What it has sent to other groups in this round, in the order of sending.</summary>
    public ReadOnlySpan<TimedMessage> Sent => _sent.AsSpan(0, _sentCount);

    public void Send(TimedMessage message)
    {
        if (_sentCount == _sent.Length)
        {
            Array.Resize(ref _sent, _sentCount * 2);
        }

        _sent[_sentCount++] = message;
    }

    public void ClearSent() => _sentCount = 0;
}

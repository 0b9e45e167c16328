namespace Akka.Actor;

internal sealed class UnboundedStash(ActorCell cell) : IStash
{
    private List<Envelope> _stashed = [];
    private long _lastTurn = -1;

    public int Count => _stashed.Count;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public void Stash()
    {
        if (cell.Turn == _lastTurn)
            throw new IllegalActorStateException($"Can't stash the same message {cell.CurrentMessage} more than once");
        _lastTurn = cell.Turn;
        _stashed.Add(new Envelope(cell.CurrentMessage!, cell.SenderOrNull));
    }

    public void Unstash()
    {
        if (IsEmpty)
            return;
        cell.Prepend(_stashed.GetRange(0, 1));
        _stashed.RemoveAt(0);
    }

    public void UnstashAll() => cell.Prepend((List<Envelope>)ClearStash());

    public IEnumerable<Envelope> ClearStash()
    {
        var all = _stashed;
        _stashed = [];
        return all;
    }
}

namespace ActorSim.Noc.Routers;

/// <summary>One ring of flits per input virtual channel.</summary>
internal sealed class InputBuffers(int channels, int depth)
{
    private readonly Flit[] _flits = new Flit[channels * depth];
    private readonly int[] _front = new int[channels];
    private readonly int[] _count = new int[channels];

    public int Count(int channel) => _count[channel];

    public ref readonly Flit Front(int channel) => ref _flits[(channel * depth) + _front[channel]];

    /// <exception cref="InvalidOperationException">The sender ignored its credits.</exception>
    public void Push(int channel, in Flit flit)
    {
        if (_count[channel] == depth)
        {
            throw new InvalidOperationException($"input channel {channel} is full: packet {flit.Packet} was sent without a credit");
        }

        var at = _front[channel] + _count[channel]++;
        _flits[(channel * depth) + (at < depth ? at : at - depth)] = flit;
    }

    public void Pop(int channel)
    {
        _front[channel] = _front[channel] + 1 == depth ? 0 : _front[channel] + 1;
        _count[channel]--;
    }
}

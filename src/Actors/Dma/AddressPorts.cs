using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Dma;

/// <summary>Every answer says to which port it comes, so every channel may answer to every port: all ports are run together.</summary>
internal sealed class AddressPorts(int ports, int channels, int latency, DmaSlots slots) : ResponsePorts(slots)
{
    private readonly AnswerStreams _streams = new(channels);
    private readonly PortBank _bank = new(ports, channels, latency);
    private long _cycle = -1;

    /// <inheritdoc/>
    public override bool AreAllShared => true;

    /// <inheritdoc/>
    public override bool IsShared(int channel) => true;

    /// <inheritdoc/>
    public override void Learn(ResponseBatch batch) => _streams.Add(batch);

    /// <inheritdoc/>
    public override void TakeAll(int channel) => throw new InvalidOperationException("no channel has a port for itself");

    /// <inheritdoc/>
    public override long Drain(long horizon)
    {
        var cycle = _cycle;
        var next = _bank.NextCycle(cycle, _streams.NextCycle);
        while (next < horizon)
        {
            cycle = next;
            if (_streams.NextCycle == cycle)
            {
                _streams.Push(cycle, _bank);
            }

            _bank.Take(cycle, this);
            next = _bank.NextCycle(cycle, _streams.NextCycle);
        }

        _cycle = cycle;
        return next;
    }
}

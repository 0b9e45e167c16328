using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;

namespace ActorSim.Tests.Oracle.Dram;

/// <summary>The reference's driver: in order, head-of-line blocking over all channels, so many offers per cycle until all is drained.</summary>
internal sealed class RamulatorReplay(DramSetup setup, int channels, int interleaveBits, int offersPerCycle)
{
    private readonly CommandChannel[] _channels =
        Enumerable.Range(0, channels).Select(_ => new CommandChannel(setup.Standard, setup.Controller)).ToArray();

    private readonly LineInterleave _interleave = new(channels, setup.Standard.RequestBytes, interleaveBits);
    private CompletionBuffer _answers;
    private long _cycle;
    private int _offered;

    /// <summary>To the end of the last read's or write's data, in cycles.</summary>
    public long Cycles { get; private set; }

    public long Sum(Func<DramChannelStats, long> counter) => _channels.Sum(c => counter(c.Stats));

    /// <summary>One 64-byte line, not before <paramref name="cycle"/>.</summary>
    public void Line(long cycle, long address, bool isWrite)
    {
        if (cycle > _cycle) (_cycle, _offered) = (cycle, 0);
        for (var part = 0; part < 64; part += setup.Standard.RequestBytes)
        {
            if (_offered == offersPerCycle) (_cycle, _offered) = (_cycle + 1, 0);
            var channel = _channels[_interleave.ChannelOf(address + part)];
            var local = _interleave.LocalOf(address + part);
            while (!channel.TryOffer(_cycle, local, isWrite ? 1 : 0, isWrite, ref _answers))
                (_cycle, _offered) = (Math.Max(_cycle, channel.NextCycle) + 1, 0);
            _offered++;
        }

        Count();
    }

    public void Drain()
    {
        foreach (var channel in _channels)
        {
            while (channel.NextCycle != long.MaxValue) channel.Advance(channel.NextCycle + 1, ref _answers);
            Count();
        }

        foreach (var channel in _channels) channel.Close(Cycles);
    }

    // A read is answered at the end of its data, a write at its WR; the reference's first cycle is 1.
    private void Count()
    {
        for (var i = 0; i < _answers.Count; i++)
            Cycles = Math.Max(Cycles, _answers.Cycles[i] + 1 + _answers.Tags[i] * setup.Standard.WriteData);
        _answers.Clear();
    }
}

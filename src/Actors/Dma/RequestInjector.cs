using System.Numerics;
using ActorSim.Actors.Dram;
using ActorSim.Actors.Noc;
using ActorSim.Kernel;

namespace ActorSim.Actors.Dma;

/// <summary>
/// Spreads the requests of a descriptor over the channels. Requests leave in ascending order, up to <c>ports</c> of them per core
/// cycle, the i-th of a cycle through port i; where the interconnect is slower than the core they queue for its next edge. All push
/// times are known when injection starts, so each channel gets its share at once, as one batch.
/// </summary>
internal sealed class RequestInjector
{
    private readonly int _ports;
    private readonly int _requestBytes;
    private readonly ChannelMap _map;
    private readonly ClockCrossing _toNoc;
    private readonly BatchPool<RequestBatch> _pool = new(pool => new RequestBatch(pool));
    private readonly RequestBatch?[] _open;
    private readonly List<int> _touched = [];
    private long _nocCycle;
    private int _portsUsed;

    public RequestInjector(DmaSpec spec, ChannelMap map, Clock core, Clock noc)
    {
        _ports = spec.InjectionPorts;
        _requestBytes = spec.RequestBytes;
        _map = map;
        _toNoc = new ClockCrossing(core, noc);
        _open = new RequestBatch?[map.Channels];
    }

    /// <summary>Channels that have a batch, in order of their first request; valid until the next <see cref="Inject"/>.</summary>
    public IReadOnlyList<int> Touched => _touched;

    /// <summary>The batch of a touched channel; the caller takes it over.</summary>
    public RequestBatch TakeBatch(int channel)
    {
        var batch = _open[channel]!;
        _open[channel] = null;
        return batch;
    }

    /// <summary>Injects all of <paramref name="runs"/> from <paramref name="coreCycle"/> on.</summary>
    public void Inject(RequestRuns runs, long coreCycle, RequestTag tag)
    {
        _touched.Clear();
        var baseCycle = _toNoc.AtOrAfter(coreCycle);
        var walk = new Walk { CoreCycle = coreCycle, Base = baseCycle, Tag = tag };
        if (baseCycle > _nocCycle)
        {
            _nocCycle = baseCycle;
            _portsUsed = 0;
        }

        var channels = _map.Channels;
        var powerOfTwo = BitOperations.IsPow2(channels) && channels >= 16;
        foreach (ref readonly var run in runs.Runs)
        {
            for (var t = run.First; t <= run.Last;)
            {
                // All requests of one block share the hash, and the address inside the channel.
                var block = powerOfTwo ? t >> BitOperations.Log2((uint)channels) : t / channels;
                var within = (int)(t - (block * channels));
                var count = (int)Math.Min(run.Last - t + 1, channels - within);
                InjectBlock(ref walk, block, within, count, powerOfTwo);
                t += count;
            }
        }
    }

    private void InjectBlock(ref Walk walk, long block, int within, int count, bool powerOfTwo)
    {
        var hash = _map.Hash(block);
        var address = block * _requestBytes;
        for (var i = 0; i < count; i++)
        {
            var channel = hash ^ (within + i);
            if (!powerOfTwo)
            {
                channel %= _map.Channels;
            }

            var batch = _open[channel] ?? Open(channel, in walk);
            batch.Add(address, (uint)(_nocCycle - walk.Base), _portsUsed);
            NextPort(ref walk);
        }
    }

    private void NextPort(ref Walk walk)
    {
        if (++_portsUsed == _ports)
        {
            _nocCycle++;
            _portsUsed = 0;
        }

        if (++walk.InCoreCycle < _ports)
        {
            return;
        }

        walk.InCoreCycle = 0;
        var earliest = _toNoc.AtOrAfter(++walk.CoreCycle);
        if (earliest > _nocCycle)
        {
            _nocCycle = earliest;
            _portsUsed = 0;
        }
    }

    private RequestBatch Open(int channel, in Walk walk)
    {
        var batch = _pool.Rent();
        batch.BaseCycle = walk.Base;
        batch.Tag = walk.Tag;
        _touched.Add(channel);
        return _open[channel] = batch;
    }

    private struct Walk
    {
        public long CoreCycle;
        public long Base;
        public int InCoreCycle;
        public RequestTag Tag;
    }
}

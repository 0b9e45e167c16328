using System.Numerics;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Dma;

/// <summary>
/// Spreads the requests of one descriptor after the other over the channels. Requests leave in ascending order, up to <c>ports</c> of
/// them per core cycle, the i-th of a cycle through port i; where the interconnect is slower than the core they queue for its next edge.
/// All push times are known when injection starts, so a channel gets its share of many cycles at once, as one batch.
/// </summary>
internal sealed class RequestInjector
{
    private readonly int _ports;
    private readonly int _requestBytes;
    private readonly int _shift;
    private readonly ChannelMap _map;
    private readonly ClockCrossing _toNoc;
    private readonly MessagePool<RequestBatch> _pool = new(crossesGroups: true);
    private readonly RequestBatch?[] _open;
    private readonly List<int> _touched = [];
    private RequestRuns? _runs;
    private RequestTag _tag;
    private int _owner;
    private int _run;
    private long _next;
    private long _coreCycle;
    private int _inCoreCycle;
    private long _base;
    private long _nocCycle;
    private int _port;

    public RequestInjector(DmaSpec spec, ChannelMap map, Clock core, Clock noc)
    {
        _ports = spec.InjectionPorts;
        _requestBytes = spec.RequestBytes;
        _map = map;
        _toNoc = new ClockCrossing(core, noc);
        _open = new RequestBatch?[map.Channels];

        // Otherwise the map has to fold its hash into the number of channels.
        _shift = map.IsPlainXor ? BitOperations.Log2((uint)map.Channels) : -1;
    }

    /// <summary>Channels that have a batch, in order of their first request.</summary>
    public IReadOnlyList<int> Touched => _touched;

    /// <summary>The batch of a touched channel; the caller takes it over.</summary>
    public RequestBatch TakeBatch(int channel)
    {
        var batch = _open[channel]!;
        _open[channel] = null;
        return batch;
    }

    /// <summary>Forgets the touched channels, whose batches have been taken.</summary>
    public void ClearTouched() => _touched.Clear();

    /// <summary>Starts a descriptor, whose first request leaves in <paramref name="coreCycle"/>.</summary>
    public void Begin(RequestRuns runs, long coreCycle, RequestTag tag, int owner = 0)
    {
        _runs = runs;
        _tag = tag;
        _owner = owner;
        _run = 0;
        _next = runs.Count > 0 ? runs.Runs[0].First : 0;
        _coreCycle = coreCycle;
        _inCoreCycle = 0;
        EnterCoreCycle();
        _base = _nocCycle;
    }

    /// <summary>Injects the descriptor's requests of all core cycles before <paramref name="limit"/>. True when none is left.</summary>
    public bool InjectBefore(long limit)
    {
        var runs = _runs!.Runs;
        _base = _nocCycle;
        while (_run < runs.Length)
        {
            if (_coreCycle >= limit)
            {
                return false;
            }

            var budget = ((limit - _coreCycle) * _ports) - _inCoreCycle;
            InjectRun(runs[_run].Last, budget);
            if (_next > runs[_run].Last && ++_run < runs.Length)
            {
                _next = runs[_run].First;
            }
        }

        _runs = null;
        return true;
    }

    // All requests of one block of as many as there are channels share the hash, and the address inside the channel.
    private void InjectRun(long last, long budget)
    {
        var channels = _map.Channels;
        while (_next <= last && budget > 0)
        {
            var block = _shift >= 0 ? _next >> _shift : _next / channels;
            var within = (int)(_next - (block * channels));
            var count = (int)Math.Min(Math.Min(last - _next + 1, channels - within), budget);
            InjectBlock(block, within, count);
            _next += count;
            budget -= count;
        }
    }

    private void InjectBlock(long block, int within, int count)
    {
        var hash = _map.Hash(block);
        var address = block * _requestBytes;
        while (count > 0)
        {
            // As many as leave in this cycle of both clocks.
            var group = Math.Min(count, _ports - Math.Max(_port, _inCoreCycle));
            var offset = (uint)(_nocCycle - _base);
            for (var i = 0; i < group; i++)
            {
                var channel = _shift >= 0 ? hash ^ within : _map.Fold(hash, within);
                within++;
                var batch = _open[channel] ?? Open(channel);
                batch.Add(address, offset, _port + i);
            }

            count -= group;
            Pass(group);
        }
    }

    private void Pass(int requests)
    {
        _port += requests;
        _inCoreCycle += requests;
        if (_port == _ports)
        {
            _nocCycle++;
            _port = 0;
        }

        if (_inCoreCycle == _ports)
        {
            _coreCycle++;
            _inCoreCycle = 0;
            EnterCoreCycle();
        }
    }

    private void EnterCoreCycle()
    {
        var earliest = _toNoc.AtOrAfter(_coreCycle);
        if (earliest > _nocCycle)
        {
            _nocCycle = earliest;
            _port = 0;
        }
    }

    private RequestBatch Open(int channel)
    {
        var batch = _pool.Rent();
        batch.BaseCycle = _base;
        batch.Channel = channel;
        batch.Tag = _tag;
        batch.Owner = _owner;
        _touched.Add(channel);
        return _open[channel] = batch;
    }
}

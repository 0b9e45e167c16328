using ActorSim.Dram.Devices;

namespace ActorSim.Dram.Replay;

/// <summary>
/// Puts a trace to channels: in order, a number of offers per cycle, and while the oldest request finds its buffer full nothing else
/// enters (head-of-line blocking). Every channel is advanced only as far as the next offer to it needs: where nothing happens nothing
/// is visited.
/// </summary>
public sealed class ReplayHost : IRequestObserver
{
    private readonly IDramController[] _channels;
    private readonly ChannelInterleave _interleave;
    private readonly ReplayOptions _options;
    private readonly int _parts;
    private readonly int _offersPerCycle;
    private readonly bool _startsAtEntry;
    private readonly int _writeData;
    private readonly int _readLatency;
    private readonly IReplayProgress? _progress;
    private readonly LatencyHistogram _latency = new();
    private Line[] _lines = new Line[256];
    private int _free;
    private CompletionBuffer _completions;
    private long _cycle;
    private int _offersLeft;
    private long _end;
    private long _stalls;
    private long _partLatencySum;
    private long _readParts;

    /// <param name="channels">Fresh channels; each is told to report here.</param>
    /// <param name="interleave">Which channel an address goes to.</param>
    /// <param name="options">Sizes and offers.</param>
    /// <param name="readLatency">Cycles from a RD command to the end of its data.</param>
    /// <param name="writeData">Cycles from a WR command to the end of its data.</param>
    /// <param name="progress">Called now and then, when all channels stand at the same cycle; null for nobody.</param>
    public ReplayHost(IDramController[] channels, ChannelInterleave interleave, ReplayOptions options, int readLatency, int writeData,
        IReplayProgress? progress = null)
    {
        _channels = channels;
        _interleave = interleave;
        _options = options;
        _readLatency = readLatency;
        _writeData = writeData;
        _progress = progress;
        _parts = options.PartsPerLine;
        _offersPerCycle = options.OffersPerCycle * _parts;
        _startsAtEntry = !options.LatencyFromArrival;
        _offersLeft = _offersPerCycle;
        LinkFree(0);
        foreach (var channel in channels)
        {
            channel.Observer = this;
        }
    }

    /// <summary>Replays all of <paramref name="source"/> and drains the channels.</summary>
    /// <exception cref="DramTraceException">A line is malformed, or its address is beyond the capacity.</exception>
    public ReplayResult Run(IDramTraceSource source)
    {
        const int LinesPerProgress = 1 << 14;
        var lines = 0L;
        var reads = 0L;
        var capacity = _options.CapacityBytes * _channels.Length;
        while (source.TryRead(out var line))
        {
            if (line.Address > capacity - DramTraceLine.Bytes)
            {
                throw source.Refuse($"the address is beyond the capacity of {_channels.Length} channel(s) of {_options.CapacityBytes} bytes");
            }

            lines++;
            reads += line.IsWrite ? 0 : 1;
            Inject(line);
            if (_progress is not null && lines % LinesPerProgress == 0)
            {
                AdvanceAll(_cycle);
                _progress.OnReached(_cycle);
            }
        }

        Drain();
        return new ReplayResult(lines, reads, _end, _stalls, _latency)
        {
            MeanReadLatency = _readParts == 0 ? 0 : (double)_partLatencySum / _readParts,
        };
    }

    /// <inheritdoc/>
    void IRequestObserver.OnServed(in ServedRequest request)
    {
        ref var line = ref _lines[request.Tag];
        var done = request.DoneCycle + 1;
        line.Done = Math.Max(line.Done, done);
        _end = Math.Max(_end, request.IsWrite ? done + _writeData : done);
        if (!request.IsWrite)
        {
            _readParts++;
            _partLatencySum += request.WaitCycles + (request.Outcome == RowOutcome.Forwarded ? 0 : _readLatency);
        }

        if (--line.PartsLeft > 0)
        {
            return;
        }

        if (!request.IsWrite)
        {
            _latency.Add(line.Done - line.Start);
        }

        line.Next = _free;
        _free = request.Tag;
    }

    private void Inject(in DramTraceLine line)
    {
        if (line.Cycle > _cycle)
        {
            MoveTo(line.Cycle);
        }

        var tag = TakeLine();
        _lines[tag].Start = line.Cycle;
        var address = line.Address & -(long)DramTraceLine.Bytes;
        for (var part = 0; part < _parts; part++)
        {
            Offer(address, tag, line.IsWrite, startsNow: part == 0 && _startsAtEntry);
            address += _options.AccessBytes;
        }
    }

    private void Offer(long address, int tag, bool isWrite, bool startsNow)
    {
        var channel = _channels[_interleave.Route(address, out var local)];
        if (_offersLeft == 0)
        {
            MoveTo(_cycle + 1);
        }

        while (true)
        {
            if (startsNow)
            {
                _lines[tag].Start = _cycle;
            }

            if (channel.TryOffer(_cycle, local, tag, isWrite, ref _completions))
            {
                _offersLeft--;
                _completions.Clear();
                return;
            }

            _completions.Clear();

            // A full buffer has a place in the cycle after the channel's next activity, at the earliest.
            var next = Math.Max(_cycle, channel.NextCycle) + 1;
            _stalls += next - _cycle - (_offersLeft < _offersPerCycle ? 1 : 0);
            MoveTo(next);
        }
    }

    private void MoveTo(long cycle)
    {
        _cycle = cycle;
        _offersLeft = _offersPerCycle;
    }

    private void Advance(IDramController channel, long cycle)
    {
        channel.Advance(cycle, ref _completions);
        _completions.Clear();
    }

    private void AdvanceAll(long cycle)
    {
        foreach (var channel in _channels)
        {
            Advance(channel, cycle);
        }
    }

    private void Drain()
    {
        foreach (var channel in _channels)
        {
            while (channel.NextCycle != long.MaxValue)
            {
                Advance(channel, channel.NextCycle + 1);
            }
        }

        foreach (var channel in _channels)
        {
            channel.Close(_end);
        }

        _progress?.OnReached(_end);
    }

    private int TakeLine()
    {
        if (_free < 0)
        {
            var had = _lines.Length;
            Array.Resize(ref _lines, had * 2);
            LinkFree(had);
        }

        var index = _free;
        ref var line = ref _lines[index];
        _free = line.Next;
        line.PartsLeft = _parts;
        line.Done = 0;
        return index;
    }

    private void LinkFree(int from)
    {
        for (var i = from; i < _lines.Length; i++)
        {
            _lines[i].Next = i + 1 < _lines.Length ? i + 1 : -1;
        }

        _free = from;
    }

    private struct Line
    {
        public long Start;
        public long Done;
        public int PartsLeft;
        public int Next;
    }
}

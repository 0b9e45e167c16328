using ActorSim.Trace.Records;

namespace ActorSim.Tests.Oracle;

/// <summary>
/// One random work-item. Either its buffers are its own, and anything goes; or they are shared with other work-items, and every version
/// that it opens is read before it ends and nothing is read that it did not write, so that no version crosses work-items.
/// </summary>
internal sealed class RandomWorkItem
{
    public const int SharedBuffers = (Classes * 3) + 2;
    private const int Classes = 3;
    private readonly Random _random;
    private readonly TraceDraft _draft;
    private readonly bool _shared;
    private readonly (long[] Dims, int Bits)[] _shapes = new (long[], int)[Classes];
    private readonly int[][] _buffers = new int[Classes][];
    private readonly int[] _plain;
    private readonly HashSet<int> _written = [];
    private readonly HashSet<int> _unread = [];
    private readonly List<(int Tag, int Slot)> _tags = [];
    private readonly List<(int Buffer, int Uses)> _preloaded = [];

    public RandomWorkItem(Random random, TraceDraft draft, bool shared)
    {
        _random = random;
        _draft = draft;
        _shared = shared;

        // Shared buffers have the same ids, shapes and sizes in every work-item that uses them.
        var ids = shared ? new Queue<int>(Enumerable.Range(0, SharedBuffers)) : null;
        var shapes = shared ? new Random(4711) : random;
        for (var c = 0; c < Classes; c++)
        {
            _shapes[c] = Shape(shapes);
            _buffers[c] = Enumerable.Range(0, 3).Select(_ => ids?.Dequeue() ?? draft.Buffer()).ToArray();
        }

        _plain = Enumerable.Range(0, 2).Select(_ => ids?.Dequeue() ?? draft.Buffer()).ToArray();
        draft.BeginItem();
    }

    public void Fill(int records)
    {
        for (var n = 0; n < records; n++)
        {
            switch (_random.Next(10))
            {
                case < 3:
                    Load();
                    break;
                case < 5 when _tags.Count > 0:
                    Barrier();
                    break;
                case < 7:
                    Vector();
                    break;
                case < 9:
                    Systolic();
                    break;
                default:
                    Store();
                    break;
            }
        }

        Close();
    }

    private static (long[] Dims, int Bits) Shape(Random random)
    {
        var dims = new long[random.Next(1, 5)];
        for (var k = 0; k < dims.Length; k++)
        {
            dims[k] = random.Next(1, dims.Length == 1 ? 1500 : dims.Length == 2 ? 40 : 10);
        }

        return (dims, 8 << random.Next(4));
    }

    private void Load()
    {
        var c = _random.Next(Classes);
        var async = _random.Next(3) > 0;
        var (tag, slot) = (_random.Next(3), _random.Next(4));
        var writes = _random.Next(6) == 0 ? Some(_buffers[c], 2) : [Any(_buffers[c])];
        Transfer(true, c, async, tag, slot, _random.Next(12) == 0 ? Readable(1) : [], writes);
        foreach (var b in writes)
        {
            Open(b);
        }

        if (async)
        {
            _tags.Add((tag, slot));
        }
    }

    private void Store()
    {
        var c = _random.Next(Classes);
        var reads = _buffers[c].Where(CanRead).Take(_random.Next(1, 3)).ToArray();
        if (reads.Length > 0)
        {
            Read(reads);
            Transfer(false, c, false, 0, 0, reads, _random.Next(10) == 0 ? [Any(_plain)] : []);
        }
    }

    private void Transfer(bool load, int shape, bool async, int tag, int slot, int[] reads, int[] writes)
    {
        var (dims, bits) = _shapes[shape];
        var (offset, strides) = Placement(dims, bits / 8);
        _draft.Dma(load, _random.Next(TraceDraft.Tensors), offset, dims, strides, bits, async, tag, slot, reads, writes);
    }

    // Any order of dimensions, dense or padded, sometimes backwards, sometimes overlapping itself.
    private (long Offset, long[] Strides) Placement(long[] dims, int bytes)
    {
        while (true)
        {
            var strides = new long[dims.Length];
            var step = (long)_random.Next(1, _random.Next(4) == 0 ? 40 : 2);
            foreach (var k in Shuffled(dims.Length))
            {
                strides[k] = _random.Next(12) == 0 ? _random.Next(0, 5) : _random.Next(6) == 0 ? -step : step;
                step = (step * dims[k]) + (_random.Next(3) == 0 ? _random.Next(64) : 0);
            }

            var low = 0L;
            var high = 0L;
            for (var k = 0; k < dims.Length; k++)
            {
                low += Math.Min(0, (dims[k] - 1) * strides[k]);
                high += Math.Max(0, (dims[k] - 1) * strides[k]);
            }

            var room = (TraceDraft.TensorBytes / bytes) - (high - low) - 1;
            if (room >= 0)
            {
                return (_random.NextInt64(room + 1) - low, strides);
            }
        }
    }

    private void Barrier()
    {
        var (tag, slot) = _tags[_random.Next(_tags.Count)];
        _draft.Barrier(tag, slot, Some([.. _buffers.SelectMany(b => b), .. _plain], _random.Next(0, 3)));
    }

    private void Vector()
    {
        var reads = Readable(_random.Next(0, 4));
        var writes = Some([.. _buffers.SelectMany(b => b), .. _plain], _random.Next(0, 3));
        if (_random.Next(3) == 0)
        {
            reads = [.. reads, .. writes.Where(b => CanRead(b) && !reads.Contains(b))];
        }

        Compute(ComputeUnit.Vector, reads, writes);
    }

    private void Systolic()
    {
        var open = _preloaded.FindIndex(p => p.Uses > 0);
        if (_preloaded.Count < 4 && (open < 0 || _random.Next(3) == 0))
        {
            var weights = _draft.Buffer(weights: true);
            Compute(ComputeUnit.Preload, Readable(_random.Next(0, 2)), [weights]);
            _preloaded.Add((weights, _random.Next(1, 5)));
        }
        else if (open >= 0)
        {
            Matmul(open);
        }
        else
        {
            _preloaded.Clear();
        }
    }

    private void Matmul(int preloaded)
    {
        var (weights, uses) = _preloaded[preloaded];
        _preloaded[preloaded] = (weights, uses - 1);
        var accumulator = Any([.. _buffers[0], .. _plain]);
        var reads = Readable(_random.Next(0, 3)).Where(b => b != accumulator);
        var inPlace = _random.Next(4) > 0;
        Compute(ComputeUnit.Matmul, inPlace ? [weights, .. reads, accumulator] : [weights, .. reads], [accumulator]);
    }

    private void Compute(ComputeUnit unit, int[] reads, int[] writes)
    {
        Read(reads.Where(b => !writes.Contains(b)));
        long cycles = _random.Next(5) == 0 ? _random.Next(1, 400) : _random.Next(1, 64);
        _draft.Compute(unit, cycles, _random.Next(3) == 0 ? 0 : _random.NextInt64(cycles + 1), reads, writes);
        foreach (var b in writes.Where(b => !reads.Contains(b)))
        {
            Open(b);
        }
    }

    private void Close()
    {
        for (var p = 0; p < _preloaded.Count; p++)
        {
            Matmul(p);
        }

        if (_shared && _unread.Count > 0)
        {
            Compute(ComputeUnit.Vector, [.. _unread.Order()], []);
        }
    }

    private void Open(int buffer)
    {
        _written.Add(buffer);
        _unread.Add(buffer);
    }

    private void Read(IEnumerable<int> buffers) => _unread.ExceptWith(buffers);

    private bool CanRead(int buffer) => !_shared || _written.Contains(buffer);

    private int[] Readable(int count) => Some(_buffers.SelectMany(b => b).Concat(_plain).Where(CanRead).ToArray(), count);

    private int[] Some(int[] of, int count) => Shuffled(of.Length).Take(count).Select(i => of[i]).ToArray();

    private int Any(int[] of) => of[_random.Next(of.Length)];

    private int[] Shuffled(int count)
    {
        var all = Enumerable.Range(0, count).ToArray();
        _random.Shuffle(all);
        return all;
    }
}

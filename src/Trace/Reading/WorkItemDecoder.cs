using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Reading;

/// <summary>Decodes a work-item straight from the window into its pools, record by record, refilling the window as it goes.</summary>
internal sealed class WorkItemDecoder
{
    /// <summary>With fewer bytes than this the window is refilled before the next record, which saves a failed attempt.</summary>
    private const int LowWater = 2048;

    private readonly ByteWindow _window;
    private readonly TraceLimits _limits;
    private int _extraElements;
    private int _count;
    private int _consumed;

    public WorkItemDecoder(ByteWindow window, TraceLimits limits)
    {
        _window = window;
        _limits = limits;
    }

    /// <summary>Fills the empty <paramref name="item"/> from the work-item object at the start of the window.</summary>
    public void Decode(WorkItem item)
    {
        Retry(item, Step.Head);
        while (item.RecordPool.Count < _count)
        {
            _window.Want(LowWater);
            Retry(item, Step.Records);
        }
        if (_extraElements > 0)
            Retry(item, Step.Extra);
    }

    private void Retry(WorkItem item, Step step)
    {
        while (true)
        {
            var mark = new Mark(item);
            _consumed = 0;
            try
            {
                Run(item, step, ref mark);
                _window.Consume(_consumed);
                return;
            }
            catch (PackedDataException e) when (e.IsTruncated)
            {
                mark.Restore(item);
                _window.Consume(_consumed);
                if (_window.Count >= _limits.ObjectBytes)
                    throw new PackedDataException($"object is larger than {_limits.ObjectBytes} bytes", _window.Offset);
                if (!_window.Grow())
                    throw;
            }
        }
    }

    private void Run(WorkItem item, Step step, ref Mark mark)
    {
        var r = new RecordReader(_window.Bytes, _window.Offset);
        switch (step)
        {
            case Step.Head: Head(ref r, item); break;
            case Step.Records: Records(ref r, item, ref mark); break;
            default: FieldReader.SkipExtra(ref r, _extraElements, 0); break;
        }
        _consumed = r.Consumed;
    }

    private void Head(ref RecordReader r, WorkItem item)
    {
        item.Clear();
        int elements = r.ReadArrayHeader();
        r.ReadInt64();
        FieldReader.Arity(ref r, elements, 7, "work-item");
        _extraElements = elements - 7;
        int kernel = FieldReader.Int(ref r);
        int index = FieldReader.Int(ref r);
        FieldReader.Longs(ref r, ref item.LongPool, _limits, "parallel indices");
        long spadBytes = r.ReadInt64();
        FieldReader.Ints(ref r, ref item.IntPool, _limits, "depends-on");
        item.SetHead(kernel, index, spadBytes);
        long at = r.Offset;
        _count = r.ReadArrayHeader();
        if (_count > _limits.RecordsPerWorkItem)
            throw new PackedDataException($"work-item has {_count} records; the limit is {_limits.RecordsPerWorkItem}", at);
    }

    private void Records(ref RecordReader r, WorkItem item, ref Mark mark)
    {
        bool more = !_window.IsLast;
        while (item.RecordPool.Count < _count && !(more && r.Remaining < LowWater))
        {
            mark = new Mark(item);
            RecordDecoder.Decode(ref r, item, _limits);
            _consumed = r.Consumed;
        }
    }

    private enum Step
    {
        Head,
        Records,
        Extra,
    }

    /// <summary>Sizes of the pools, to go back to when a record turns out to be incomplete.</summary>
    private readonly struct Mark(WorkItem item)
    {
        private readonly int _records = item.RecordPool.Count;
        private readonly int _offsets = item.RecordOffsetPool.Count;
        private readonly int _ints = item.IntPool.Count;
        private readonly int _longs = item.LongPool.Count;
        private readonly int _options = item.OptionPool.Count;
        private readonly int _bytes = item.BytePool.Count;

        public void Restore(WorkItem item)
        {
            item.RecordPool.Truncate(_records);
            item.RecordOffsetPool.Truncate(_offsets);
            item.IntPool.Truncate(_ints);
            item.LongPool.Truncate(_longs);
            item.OptionPool.Truncate(_options);
            item.BytePool.Truncate(_bytes);
        }
    }
}

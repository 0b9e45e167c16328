using ActorSim.Trace.Records;

namespace ActorSim.Trace.Validation;

/// <summary>Checks the records of one work-item; reused for all, so a warm check allocates nothing unless something is wrong.</summary>
internal sealed class WorkItemValidator
{
    /// <summary>Elements of one transfer; bounds the work of whoever expands it.</summary>
    private const long MaxElements = int.MaxValue;

    /// <summary>Rows of one transfer: stretches whose elements are at most <see cref="RowBytes"/> apart. Whoever expands it visits each.</summary>
    private const long MaxRows = 1 << 22;
    private const long RowBytes = 8;

    private readonly TraceDeclarations _declared;
    private readonly ProblemReport _report;
    private readonly TagSet _tags = new();
    private readonly List<(int Buffer, int Record, bool Used)> _preloads = [];
    private readonly Dictionary<int, int> _preloadOf = [];
    private WorkItem? _item;
    private TracePlace _place;

    public WorkItemValidator(TraceDeclarations declared, ProblemReport report)
    {
        _declared = declared;
        _report = report;
    }

    /// <param name="item">The work-item.</param>
    /// <param name="place">Its object, its first record's index and its byte offset.</param>
    public void Check(WorkItem item, TracePlace place)
    {
        _item = item;
        _place = place;
        _tags.Clear();
        _preloads.Clear();
        _preloadOf.Clear();
        ReadOnlySpan<TraceRecord> records = item.Records;
        for (int i = 0; i < records.Length; i++)
        {
            ref readonly TraceRecord record = ref records[i];
            CheckBuffers(i, item.Reads(in record), "reads");
            CheckBuffers(i, item.Writes(in record), "writes");
            switch (record.Kind)
            {
                case RecordKind.Dma:
                    CheckNoWeights(i, item.Writes(in record), "transfer");
                    CheckDma(i, in record);
                    break;
                case RecordKind.Compute:
                    CheckCompute(i, in record);
                    break;
                default:
                    CheckNoWeights(i, item.Writes(in record), "barrier");
                    CheckBarrier(i, in record);
                    break;
            }
        }
        foreach ((int buffer, int record, bool used) in _preloads)
        {
            if (!used)
                Report(record, $"preload into weights buffer {buffer} has no matmul that reads it");
        }
        _item = null;
    }

    private void CheckBuffers(int record, ReadOnlySpan<int> ids, string verb)
    {
        foreach (int id in ids)
        {
            if (_declared.Buffers.Find(id) is null)
                Report(record, $"{verb} buffer {id}, which is not declared");
        }
    }

    // What a matmul finds in a weights buffer is on the array of the preload that put it there.
    private void CheckNoWeights(int record, ReadOnlySpan<int> writes, string what)
    {
        foreach (int id in writes)
        {
            if (IsWeights(id))
                Report(record, $"{what} writes buffer {id} of role 2 (weights); only a preload does");
        }
    }

    private void CheckBarrier(int index, in TraceRecord record)
    {
        if (!_tags.Contains(record.TagId, record.TagSlot))
        {
            Report(index, $"barrier waits for tag {record.TagId} slot {record.TagSlot}, "
                + "but no asynchronous load of this work-item before it has that tag");
        }
    }

    private void CheckCompute(int index, in TraceRecord record)
    {
        if (!_declared.TileCosts.TryGet(record.Id, out TileCost? cost))
            Report(index, $"compute of tile {record.Id}, which is not declared");
        else if (cost.Unit == ComputeUnit.Preload)
            CheckPreload(index, in record);
        else
            CheckOtherCompute(index, in record, cost.Unit);
        foreach (long length in _item!.Dims(in record))
        {
            if (length < 0)
                Report(index, $"compute has dimension {length}; it must be 0 or more");
        }
    }

    private void CheckOtherCompute(int index, in TraceRecord record, ComputeUnit unit)
    {
        CheckNoWeights(index, _item!.Writes(in record), "compute that is no preload");
        if (unit == ComputeUnit.Matmul)
            CheckMatmul(index, in record);
    }

    private void CheckPreload(int index, in TraceRecord record)
    {
        int written = 0;
        int other = -1;
        foreach (int id in _item!.Writes(in record))
        {
            if (!IsWeights(id))
            {
                other = id;
                continue;
            }
            written++;
            int known = Preload(id);
            if (known < 0)
            {
                _preloadOf.Add(id, _preloads.Count);
                _preloads.Add((id, index, false));
                continue;
            }
            if (!_preloads[known].Used)
                Report(_preloads[known].Record, $"preload into weights buffer {id} has no matmul before the next preload replaces it");
            _preloads[known] = (id, index, false);
        }
        if (written == 0)
            Report(index, "preload writes no buffer of role 2 (weights)");
        else if (other >= 0)
            Report(index, $"preload writes buffer {other}, which is not of role 2 (weights)");
    }

    private void CheckMatmul(int index, in TraceRecord record)
    {
        int read = 0;
        foreach (int id in _item!.Reads(in record))
        {
            if (!IsWeights(id))
                continue;
            read++;
            int known = Preload(id);
            if (known < 0)
                Report(index, $"matmul reads weights buffer {id}, but no preload before it in this work-item writes it");
            else
                _preloads[known] = _preloads[known] with { Used = true };
        }
        if (read != 1)
            Report(index, $"matmul reads {read} buffers of role 2 (weights); it must read exactly one");
    }

    private void CheckDma(int index, in TraceRecord record)
    {
        if (record is { IsAsync: true, Direction: DmaDirection.Load })
            _tags.Add(record.TagId, record.TagSlot);
        if (record is { IsAsync: true, Direction: DmaDirection.Store })
            Report(index, "a store is marked asynchronous; stores always are, and the mark must be false");
        if (record.ElementBits is 0 or > 64 || record.ElementBits % 8 != 0)
            Report(index, $"element bits {record.ElementBits}; they must be a multiple of 8 in 8..64");
        if (record.Rank is 0 or > 4)
            Report(index, $"rank {record.Rank}; it must be 1..4");
        if (record.StrideCount != record.Rank)
            Report(index, $"{record.Rank} dimensions but {record.StrideCount} strides");
        else if (CheckDims(index, in record) && CheckOptions(index, in record))
            CheckRange(index, in record);
    }

    private bool CheckDims(int index, in TraceRecord record)
    {
        long room = MaxElements;
        foreach (long length in _item!.Dims(in record))
        {
            if (length < 1)
            {
                Report(index, $"dimension {length}; it must be 1 or more");
                return false;
            }
            room /= length;
        }
        if (room == 0)
            Report(index, $"transfer of [{string.Join(", ", _item.Dims(in record).ToArray())}] has more than {MaxElements} elements");
        return room > 0 && CheckRows(index, in record);
    }

    // Dimensions without a step move nothing, and the one of the smallest step is one row if its elements lie close together.
    private bool CheckRows(int index, in TraceRecord record)
    {
        ReadOnlySpan<long> dims = _item!.Dims(in record);
        ReadOnlySpan<long> strides = _item.Strides(in record);
        long rows = 1;
        long row = 1;
        long least = long.MaxValue;
        for (int k = 0; k < dims.Length; k++)
        {
            if (dims[k] == 1 || strides[k] == 0)
                continue;
            rows *= dims[k];
            long step = strides[k] == long.MinValue ? long.MaxValue : Math.Abs(strides[k]);
            if (step < least)
                (least, row) = (step, dims[k]);
        }
        if (least <= RowBytes / Math.Max(1, record.ElementBytes))
            rows /= row;
        if (rows > MaxRows)
            Report(index, $"transfer of [{string.Join(", ", dims.ToArray())}] with strides [{string.Join(", ", strides.ToArray())}] has {rows} "
                + $"separate rows; the limit is {MaxRows}: split it");
        return rows <= MaxRows;
    }

    private bool CheckOptions(int index, in TraceRecord record)
    {
        if (!record.HasOptions)
            return true;
        string? problem = DmaOptionRules.Problem(_item!.Options(in record), _item.Dims(in record));
        if (problem is not null)
            Report(index, problem);
        return problem is null;
    }

    private void CheckRange(int index, in TraceRecord record)
    {
        if (!_declared.Tensors.TryGet(record.Id, out TraceTensor? tensor))
        {
            Report(index, $"transfer of tensor {record.Id}, which is not declared");
            return;
        }
        if (tensor.BaseAddress > long.MaxValue - tensor.Bytes || !AddressRange.SurelyInside(_item!, in record, tensor.Bytes))
            CheckExactRange(index, in record, tensor);
    }

    private void CheckExactRange(int index, in TraceRecord record, TraceTensor tensor)
    {
        AddressRange range = AddressRange.Of(_item!, in record);
        if (range.IsEmpty)
            return;
        Int128 first = range.Low * record.ElementBytes;
        Int128 end = (range.High + 1) * record.ElementBytes;
        if (tensor.BaseAddress + first < 0 || tensor.BaseAddress + end > long.MaxValue)
            Report(index, $"addresses {tensor.BaseAddress + first}..{tensor.BaseAddress + end - 1} are outside 0..2^63-1");
        else if (first < 0 || end > tensor.Bytes)
            Report(index, $"touches bytes {first}..{end - 1} of tensor {tensor.Id} '{tensor.Name}', which has {tensor.Bytes}");
    }

    private bool IsWeights(int id) => _declared.Buffers.Find(id) is { Role: BufferRole.Weights };

    private int Preload(int buffer) => _preloadOf.GetValueOrDefault(buffer, -1);

    private void Report(int record, string message)
    {
        long at = _item!.RecordByteOffset(record);
        long index = _place.RecordIndex + record;
        string where = $"work-item {_item.Index} of kernel {_item.KernelId}: ";
        _report.Add(new TracePlace(_place.ObjectIndex, index, at >= 0 ? at : _place.ByteOffset), where + message);
    }
}

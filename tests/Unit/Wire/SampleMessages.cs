using System.Globalization;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;
using ActorSim.Tests.Oracle;
using ActorSim.Trace.Records;

namespace ActorSim.Tests.Unit;

/// <summary>Messages of every type with contents from a seed, and what they say as text.</summary>
internal static class SampleMessages
{
    private static readonly Dictionary<Type, Func<Random, TimedMessage>> Makers = new()
    {
        [typeof(SimulationBegins)] = _ => new SimulationBegins(),
        [typeof(OperationIssued)] = Operation,
        [typeof(OperationDone)] = r => new OperationDone { Handle = Handle(r) },
        [typeof(WeightsRead)] = r => new WeightsRead { Handle = Handle(r) },
        [typeof(StepDue)] = _ => new StepDue(),
        [typeof(TransferIssued)] = Transfer,
        [typeof(TransferInjected)] = r => new TransferInjected { Handle = Handle(r), Cycles = r.NextInt64() },
        [typeof(DataReady)] = r => new DataReady { Handle = Handle(r), Cycles = r.Next() },
        [typeof(StoreTurn)] = _ => new StoreTurn(),
        [typeof(InjectionDue)] = _ => new InjectionDue(),
        [typeof(DrainDue)] = _ => new DrainDue(),
        [typeof(ServiceDue)] = _ => new ServiceDue(),
        [typeof(NetworkDue)] = _ => new NetworkDue(),
        [typeof(RequestBatch)] = r => Requests(r, r.Next(1, 200)),
        [typeof(ResponseBatch)] = Responses,
        [typeof(WorkItemAssigned)] = WorkItem,
        [typeof(WorkItemRetired)] = r => new WorkItemRetired { Core = r.Next(), Trace = r.Next(), KernelId = r.Next(), Index = r.Next() },
        [typeof(DispatchDue)] = _ => new DispatchDue(),
    };

    public static IReadOnlyCollection<Type> Types => Makers.Keys;

    /// <summary>A stamped message.</summary>
    public static TimedMessage Make(Type type, Random random)
    {
        var message = Makers[type](random);
        message.Stamp(random.NextInt64(), (ulong)random.NextInt64() << 1, random.Next(), random.Next());
        return message;
    }

    public static RequestBatch Requests(Random random, int count)
    {
        var batch = new RequestBatch
        {
            BaseCycle = random.NextInt64(),
            Channel = random.Next(),
            Tag = new RequestTag(random.Next(RequestTag.MaxCores), random.Next(RequestTag.MaxSlots), random.Next(2) == 0),
            Owner = random.Next(),
        };
        for (var (i, offset) = (0, 0u); i < count; i++)
        {
            offset += (uint)random.Next(1 << 16);
            batch.Add(random.NextInt64(), offset, random.Next(1 << 16));
        }

        return batch;
    }

    /// <summary>All that it says, time and sender included.</summary>
    public static string Describe(TimedMessage message) =>
        string.Create(CultureInfo.InvariantCulture, $"{message.GetType().Name} {message.Time} {message.Order} {message.Source} {message.Target} ")
        + message switch
        {
            OperationIssued m => $"{m.Handle} {m.Cycles} {m.OverlapCycles} {m.ReadsWeights}",
            OperationReport m => $"{m.Handle}",
            TransferIssued m => $"{m.Handle} {m.IsStore} {m.Owner} {Describe(m.Descriptor)}",
            TransferReport m => $"{m.Handle} {m.Cycles}",
            RequestBatch m => $"{m.BaseCycle} {m.Channel} {m.Tag} {m.Owner} {Text(m.Requests.Take(m.Count).Select(q => (q.Address, q.CycleOffset, q.Port)))}",
            ResponseBatch m => $"{m.Channel} {m.Core} {m.BaseCycle} {Text(m.Responses.Take(m.Count).Select(q => (q.CycleOffset, q.Slot, q.Port, q.IsWrite)))}",
            WorkItemAssigned m => Describe(m.Item),
            WorkItemRetired m => $"{m.Core} {m.Trace} {m.KernelId} {m.Index}",
            _ => "",
        };

    private static InstructionHandle Handle(Random random) => new(random.Next(), random.Next());

    private static OperationIssued Operation(Random random)
    {
        var cycles = random.NextInt64(1, long.MaxValue);
        return new OperationIssued
        {
            Handle = Handle(random),
            Cycles = cycles,
            OverlapCycles = random.NextInt64(cycles),
            ReadsWeights = random.Next(2) == 0,
        };
    }

    private static TransferIssued Transfer(Random random)
    {
        var message = new TransferIssued
        {
            Handle = Handle(random),
            IsStore = random.Next(2) == 0,
            Owner = new TransferOwner(random.Next(), random.Next(), random.Next()),
        };
        var dims = Enumerable.Range(0, random.Next(1, 5)).Select(_ => (long)random.Next(9)).ToArray();
        message.Descriptor.SetBox(random.NextInt64(-9999, long.MaxValue), dims, [.. dims.Select(_ => random.NextInt64(-9999, 9999))], random.Next(1, 9));
        if (random.Next(2) == 0)
        {
            var axis = random.Next(dims.Length);
            message.Descriptor.SetIndirect(axis, [.. Enumerable.Range(0, (int)dims[axis]).Select(_ => random.NextInt64(-999, 999))]);
        }

        return message;
    }

    private static ResponseBatch Responses(Random random)
    {
        var batch = new ResponseBatch { Channel = random.Next(), Core = random.Next(RequestTag.MaxCores), BaseCycle = random.NextInt64(1L << 60) };
        var cycle = batch.BaseCycle;
        for (var left = random.Next(1, 200); left > 0; left--)
        {
            cycle += random.Next(1 << 16);
            batch.Add(cycle, random.Next(RequestTag.MaxSlots), random.Next(1 << 16), random.Next(2) == 0);
        }

        return batch;
    }

    // Any of the work-items of a trace with every kind of record, or of the sample with every option.
    private static WorkItemAssigned WorkItem(Random random)
    {
        var trace = random.Next(3) == 0 ? TraceSamples.Everything() : TraceSamples.Write(new RandomTraceGenerator(random.Next(1000)).Emit);
        var program = new TraceProgram("a trace", random.Next());
        var items = new List<WorkItem>();
        using var reader = TraceSamples.Read(trace);
        while (reader.Read())
        {
            switch (reader.Kind)
            {
                case TraceObjectKind.Tensor:
                    program.Add(reader.Tensor);
                    break;
                case TraceObjectKind.Buffer:
                    program.Add(reader.Buffer);
                    break;
                case TraceObjectKind.TileCost:
                    program.Add(reader.TileCost);
                    break;
                case TraceObjectKind.WorkItem:
                    items.Add(reader.TakeWorkItem());
                    break;
                default:
                    break;
            }
        }

        return new WorkItemAssigned { Item = new AssignedWorkItem(items[random.Next(items.Count)], program, random.NextInt64()) };
    }

    private static string Describe(TransferDescriptor d) =>
        $"{d.Start} {d.ElementBytes} {Text(d.Dims.ToArray())} {Text(d.Strides.ToArray())} {d.IndirectAxis} {Text(d.Offsets.ToArray())}";

    private static string Describe(AssignedWorkItem assigned)
    {
        var (item, program) = (assigned.Item, assigned.Program);
        var lines = new List<string>
        {
            $"{program.Name} {program.Index} {assigned.Ordinal} {assigned.KernelId} {assigned.Index} {assigned.SpadBytes} "
                + $"{Text(item.ParallelIndices.ToArray())} {Text(item.DependsOn.ToArray())}",
        };
        foreach (ref readonly var record in item.Records)
        {
            int[] buffers = [.. item.Reads(in record), -1, .. item.Writes(in record)];
            lines.Add($"{record.Kind} {record.Direction} {record.IsAsync} {record.ElementBits} {record.Id} {record.TagId} {record.TagSlot} {record.ElementOffset} "
                + $"{Text(item.Dims(in record).ToArray())} {Text(item.Strides(in record).ToArray())} {Text(buffers)} "
                + $"{Text(buffers.Where(b => b >= 0).Select(b => (program.Buffer(b), program.BufferBytes(program.BufferPlace(b)))))} {Describe(item.Options(in record))} "
                + (record.Kind == RecordKind.Dma ? Describe(program.Tensor(record.TensorId)) : record.Kind == RecordKind.Compute ? program.Cost(record.TileId) : ""));
        }

        return string.Join('\n', lines);
    }

    private static string Describe(TraceTensor tensor) => $"{tensor with { Shape = [] }} {Text(tensor.Shape)}";

    private static string Describe(DmaOptions o) =>
        $"{o.HasIndirect} {o.IndirectAxis} {Text(o.IndirectOffsets.ToArray())} {o.HasValidBox} {Text(o.ValidLow.ToArray())} {Text(o.ValidHigh.ToArray())} "
        + $"{Text(o.Fill.ToArray())} {o.Accumulate} {o.OtherCount} {Text(o.Other.ToArray())}";

    private static string Text<T>(IEnumerable<T> values) => $"[{string.Join(", ", values)}]";
}

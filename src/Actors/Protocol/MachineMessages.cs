using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Wire;
using Akka.Serialization;

namespace ActorSim.Actors.Protocol;

/// <summary>How the messages of a machine's units look as bytes. A type without a row here does not leave its process.</summary>
public static class MachineMessages
{
    /// <summary>A catalog of one actor system's own.</summary>
    public static MessageCatalog Catalog() => new(
        [.. Operations(), .. Transfers(), .. Work(), MessageCodec.Of<ServiceDue>(), MessageCodec.Of<NetworkDue>()]);

    /// <summary>For a system whose messages are serialized (<see cref="SimulationSystem.Create"/>).</summary>
    public static SerializationSetup Setup() => SerializationSetup.Create(static system => [Catalog().BindTo(system)]);

    private static MessageCodec[] Operations() =>
    [
        MessageCodec.Of<OperationIssued>(
            static (m, to) =>
            {
                TransferCodecs.Write(m.Handle, to);
                to.WriteInt64(m.Cycles);
                to.WriteInt64(m.OverlapCycles);
                to.WriteBoolean(m.ReadsWeights);
            },
            static (OperationIssued m, ref WireReader from) =>
            {
                m.Handle = TransferCodecs.ReadHandle(ref from);
                m.Cycles = from.ReadInt64("cycles", 1);
                m.OverlapCycles = from.ReadInt64("overlap", 0, m.Cycles);
                m.ReadsWeights = from.ReadBoolean();
            }),
        Report<OperationDone>(),
        Report<WeightsRead>(),
        MessageCodec.Of<StepDue>(),
    ];

    private static MessageCodec[] Transfers() =>
    [
        MessageCodec.Of<TransferIssued>(TransferCodecs.Write, TransferCodecs.Read),
        MessageCodec.Of<TransferInjected>(TransferCodecs.Write, TransferCodecs.Read),
        MessageCodec.Of<DataReady>(TransferCodecs.Write, TransferCodecs.Read),
        MessageCodec.Of<StoreTurn>(),
        MessageCodec.Of<InjectionDue>(),
        MessageCodec.Of<DrainDue>(),
        MessageCodec.Of<RequestBatch>(BatchCodecs.Write, BatchCodecs.Read),
        MessageCodec.Of<ResponseBatch>(BatchCodecs.Write, BatchCodecs.Read),
    ];

    private static MessageCodec[] Work() =>
    [
        MessageCodec.Of<WorkItemAssigned>(WorkItemCodec.Write, new WorkItemCodec().Read),
        MessageCodec.Of<WorkItemRetired>(
            static (m, to) =>
            {
                to.WriteInt32(m.Core);
                to.WriteInt32(m.Trace);
                to.WriteInt32(m.KernelId);
                to.WriteInt32(m.Index);
            },
            static (WorkItemRetired m, ref WireReader from) =>
            {
                m.Core = from.ReadInt32("core", 0);
                m.Trace = from.ReadInt32("trace", 0);
                m.KernelId = from.ReadInt32("kernel", 0);
                m.Index = from.ReadInt32("work-item", 0);
            }),
        MessageCodec.Of<DispatchDue>(),
    ];

    private static MessageCodec Report<T>()
        where T : OperationReport, new() =>
        MessageCodec.Of<T>(
            static (m, to) => TransferCodecs.Write(m.Handle, to),
            static (T m, ref WireReader from) => m.Handle = TransferCodecs.ReadHandle(ref from));
}

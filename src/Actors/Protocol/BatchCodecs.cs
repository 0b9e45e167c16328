using ActorSim.Actors.Noc;
using ActorSim.Kernel.Wire;

namespace ActorSim.Actors.Protocol;

/// <summary>Requests and answers as bytes: what holds for all of a batch, then 14 bytes for each request or 11 for each answer.</summary>
internal static class BatchCodecs
{
    private const int RequestBytes = sizeof(long) + sizeof(uint) + sizeof(ushort);
    private const int ResponseBytes = sizeof(uint) + sizeof(int) + sizeof(ushort) + sizeof(bool);

    public static void Write(RequestBatch batch, WireWriter to)
    {
        to.WriteInt64(batch.BaseCycle);
        to.WriteInt32(batch.Channel);
        to.WriteInt32(batch.Tag.Packed);
        to.WriteInt32(batch.Owner);
        to.WriteInt32(batch.Count);
        foreach (ref readonly var request in batch.Requests.AsSpan(0, batch.Count))
        {
            to.WriteInt64(request.Address);
            to.WriteUInt32(request.CycleOffset);
            to.WriteUInt16(request.Port);
        }
    }

    public static void Read(RequestBatch batch, ref WireReader from)
    {
        batch.BaseCycle = from.ReadInt64("base cycle", 0);
        batch.Channel = from.ReadInt32("channel", 0);
        batch.Tag = new RequestTag(from.ReadInt32());
        batch.Owner = from.ReadInt32("owner", 0);
        var count = from.ReadCount("number of requests", 1, RequestBytes);
        var last = 0u;
        for (var i = 0; i < count; i++)
        {
            var address = from.ReadInt64("address", 0);
            last = InOrder(last, from.ReadUInt32());
            batch.Add(address, last, from.ReadUInt16());
        }
    }

    public static void Write(ResponseBatch batch, WireWriter to)
    {
        to.WriteInt32(batch.Channel);
        to.WriteInt32(batch.Core);
        to.WriteInt64(batch.BaseCycle);
        to.WriteInt32(batch.Count);
        foreach (ref readonly var response in batch.Responses.AsSpan(0, batch.Count))
        {
            to.WriteUInt32(response.CycleOffset);
            to.WriteInt32(response.Slot);
            to.WriteUInt16(response.Port);
            to.WriteBoolean(response.IsWrite);
        }
    }

    public static void Read(ResponseBatch batch, ref WireReader from)
    {
        batch.Channel = from.ReadInt32("channel", 0);
        batch.Core = from.ReadInt32("core", 0, RequestTag.MaxCores - 1);
        batch.BaseCycle = from.ReadInt64("base cycle", 0, long.MaxValue - uint.MaxValue);
        var count = from.ReadCount("number of answers", 1, ResponseBytes);
        var last = 0u;
        for (var i = 0; i < count; i++)
        {
            last = InOrder(last, from.ReadUInt32());
            batch.Add(batch.BaseCycle + last, from.ReadInt32("slot", 0, RequestTag.MaxSlots - 1), from.ReadUInt16(), from.ReadBoolean());
        }
    }

    private static uint InOrder(uint last, uint next) => next >= last
        ? next
        : throw new WireFormatException($"a push at offset {next} follows one at {last}: a batch is in order of its pushes");
}

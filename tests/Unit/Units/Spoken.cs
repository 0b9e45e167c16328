using System.Globalization;
using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Tests.Unit;

/// <summary>Messages in words, so that a test reads as the protocol: the noun, whom it is about, and what it carries.</summary>
internal static class Spoken
{
    public static string Of(TimedMessage message)
    {
        var noun = message.GetType().Name;
        return message switch
        {
            OperationIssued m => Words(
                $"{noun} {m.Handle.Instruction}, {m.Cycles} overlapping {m.OverlapCycles}{(m.ReadsWeights ? ", reads weights" : "")}"),
            OperationReport m => Words($"{noun} {m.Handle.Instruction}"),
            TransferIssued m => Words($"{noun} {m.Handle.Instruction}, {(m.IsStore ? "store" : "load")} of {Bytes(m)}"),
            TransferReport m => Words($"{noun} {m.Handle.Instruction}, took {m.Cycles}"),
            RequestBatch m => Words($"{noun} {(m.Tag.IsWrite ? "write" : "read")} {string.Join(' ', Pushes(m))}"),
            ResponseBatch m => Words($"{noun} {string.Join(' ', Pushes(m))}"),
            WorkItemAssigned m => Words($"{noun} {m.Item.Ordinal}"),
            WorkItemRetired m => Words($"{noun} {m.Index} by {m.Core}"),
            _ => noun,
        };
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static long Bytes(TransferIssued transfer)
    {
        long bytes = transfer.Descriptor.ElementBytes;
        foreach (var d in transfer.Descriptor.Dims)
        {
            bytes *= d;
        }

        return bytes;
    }

    // Interconnect cycle, and the port that a request leaves through or an answer comes to.
    private static IEnumerable<string> Pushes(RequestBatch batch) =>
        Enumerable.Range(0, batch.Count).Select(i => Words($"{batch.PushCycle(i)}@{batch.Requests[i].Port}"));

    private static IEnumerable<string> Pushes(ResponseBatch batch) =>
        batch.Responses.Take(batch.Count).Select(r => Words($"{batch.BaseCycle + r.CycleOffset}@{r.Port}"));
}

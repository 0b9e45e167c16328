using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Tests.Unit;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Failure;

public class UnknownDmaOptionTests
{
    [Fact]
    public void A_transfer_with_an_option_of_a_later_version_is_refused_by_record()
    {
        var bytes = TraceSamples.Everything();
        var key = "accumulate"u8;
        bytes[bytes.AsSpan().IndexOf(key) + key.Length - 1] ^= 2;

        var error = Assert.Throws<InvalidSystemException>(() => BuildFirst(bytes));
        Assert.Contains("work-item 0, record 2", error.Message);
        Assert.Contains("options that this version does not know", error.Message);
    }

    [Fact]
    public void The_same_transfer_with_known_options_is_built() => BuildFirst(TraceSamples.Everything());

    private static void BuildFirst(byte[] bytes)
    {
        using var reader = TraceSamples.Read(bytes);
        var program = new TraceProgram("sample", 0);
        while (reader.Read() && reader.Kind != TraceObjectKind.WorkItem)
        {
            if (reader.Kind == TraceObjectKind.Tensor)
            {
                program.Add(reader.Tensor);
            }
            else if (reader.Kind == TraceObjectKind.Buffer)
            {
                program.Add(reader.Buffer);
            }
            else if (reader.Kind == TraceObjectKind.TileCost)
            {
                program.Add(reader.TileCost);
            }
        }

        new GraphBuilder().Build(new AssignedWorkItem(reader.TakeWorkItem(), program, 0), new WorkItemGraph(0));
    }
}

using ActorSim.Actors.Protocol;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>Tables of a trace: their memory follows declarations, not ids.</summary>
public class TraceProgramTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(300_000_000)]
    [InlineData(int.MaxValue)]
    public void One_declaration_costs_the_same_whatever_its_id(int id)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var program = new TraceProgram("p", 0);
        program.Add(new TraceBuffer(id, "b", 64, BufferRole.Scratch));
        program.Add(new TraceTensor(id, "t", "u8", [], 4096, 8));
        program.Add(new TileCost(id, "c", ComputeUnit.Vector, 5, 0));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000);
        Assert.Equal((1, 64L, 4096L, 5L),
            (program.BufferCount, program.BufferBytes(program.BufferPlace(id)), program.Tensor(id).BaseAddress, program.Cost(id).Cycles));
    }

    [Fact]
    public void Every_id_finds_its_own_place_however_they_are_spread()
    {
        var random = new Random(14);
        var ids = Enumerable.Range(0, 20_000).Select(k => (k % 4) switch
        {
            0 => k,
            1 => k << 16,
            2 => int.MaxValue - k,
            _ => random.Next(),
        }).Distinct().ToList();
        var index = new IdIndex();
        foreach (var id in ids)
        {
            Assert.Equal(-1, index.Find(id));
            index.Add(id);
        }

        Assert.Equal(Enumerable.Range(0, ids.Count), ids.Select(index.Find));
        Assert.Equal(5, index.Add(ids[5]));
        Assert.Equal(ids.Count, index.Count);
    }
}

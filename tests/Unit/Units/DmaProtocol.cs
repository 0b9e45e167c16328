using ActorSim.Kernel.Dispatch;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>A DMA engine and its neighbours: a transfer issued at edge t is first served in step t; a batch is told at its first push, half a
/// cycle after its edge.</summary>
public abstract class DmaProtocol(string sync) : ProtocolSuite(sync)
{
    [Fact]
    public void Requests_leave_one_per_port_and_cycle_in_one_batch_per_channel()
    {
        var bench = new DmaBench(Bench);
        bench.Load(0, 5, 10);
        bench.Answers(0, 0, 30, 31, 32, 33, 34);
        Bench.Begin();
        bench.Channels[0].HearsNothingBefore(HalfAfter(10));
        bench.Channels[0].Hears(HalfAfter(10), "RequestBatch read 10@0 10@1 11@0 11@1 12@0");
        bench.Core.Hears(Edge(13), "TransferInjected 0, took 3");
        Bench.End();
        Assert.Empty(bench.Channels[0].Rest());
    }

    [Fact]
    public void Every_channel_hears_of_its_own_requests_at_their_first_push()
    {
        var bench = new DmaBench(Bench, channels: 4);
        bench.Load(0, 6, 10);
        Answered(bench, 0, 30);
        Bench.Begin();
        bench.Channels[0].Hears(HalfAfter(10), "RequestBatch read 10@0 12@0");
        bench.Channels[1].Hears(HalfAfter(10), "RequestBatch read 10@1 12@1");
        bench.Channels[2].Hears(HalfAfter(11), "RequestBatch read 11@0");
        bench.Channels[3].Hears(HalfAfter(11), "RequestBatch read 11@1");
        bench.Core.Hears(Edge(13), "TransferInjected 0, took 3");
        Bench.End();

        static void Answered(DmaBench bench, int slot, long cycle)
        {
            bench.Answers(0, slot, cycle, cycle + 1);
            bench.Answers(1, slot, cycle, cycle + 1);
            bench.Answers(2, slot, cycle);
            bench.Answers(3, slot, cycle);
        }
    }

    /// <summary>Issued in the last step of the one before: it waits; issued in the step after: it does not.</summary>
    [Theory]
    [InlineData(12, 13)]
    [InlineData(13, 13)]
    [InlineData(14, 14)]
    public void Load_waits_for_the_injection_of_the_load_before_it(long issued, long served)
    {
        var bench = new DmaBench(Bench);
        bench.Load(0, 5, 10);
        bench.Load(1, 2, issued);
        bench.Answers(0, 0, 30, 31, 32, 33, 34);
        bench.Answers(0, 1, 40, 41);
        Bench.Begin();
        bench.Channels[0].Hears(HalfAfter(10), "RequestBatch read 10@0 10@1 11@0 11@1 12@0");
        bench.Channels[0].Hears(HalfAfter(served), $"RequestBatch read {served}@0 {served}@1");
        Bench.End();
    }

    /// <summary>A store that waits is overtaken by a load issued before its turn has come, and not by one issued in it.</summary>
    [Theory]
    [InlineData(12, 13, 14)]
    [InlineData(13, 13, 14)]
    [InlineData(14, 15, 13)]
    public void Loads_go_before_a_store_that_waits(long loadIssued, long loadServed, long storeServed)
    {
        var bench = new DmaBench(Bench);
        bench.Load(0, 5, 10);
        bench.Store(1, 4, 11);
        bench.Load(2, 2, loadIssued);
        bench.Answers(0, 0, 30, 31, 32, 33, 34);

        // Slots are numbered in the order of service.
        var (load2, store1) = loadServed < storeServed ? (1, 2) : (2, 1);
        bench.Answers(0, load2, 40, 41);
        bench.Answers(0, store1, 50, 51, 52, 53);
        Bench.Begin();
        bench.Channels[0].Hears(HalfAfter(10), "RequestBatch read 10@0 10@1 11@0 11@1 12@0");
        var load = $"RequestBatch read {loadServed}@0 {loadServed}@1";
        var store = $"RequestBatch write {storeServed}@0 {storeServed}@1 {storeServed + 1}@0 {storeServed + 1}@1";
        (long At, string Words)[] order = [(loadServed, load), (storeServed, store)];
        foreach (var (at, words) in order.OrderBy(o => o.At))
        {
            bench.Channels[0].Hears(HalfAfter(at), words);
        }

        Bench.End();
        Assert.Equal(0, bench.Dma.InFlight);
    }

    /// <summary>Pushed in cycle n, taken at the port in n + 10, in the core two cycles later.</summary>
    [Fact]
    public void Data_are_ready_when_the_last_answer_is_through_the_crossbar_and_in_the_core()
    {
        var bench = new DmaBench(Bench);
        bench.Load(0, 2, 10);
        bench.Answers(0, 0, 100, 130);
        Bench.Begin();
        bench.Core.Hears(Edge(11), "TransferInjected 0, took 1");
        bench.Core.HearsNothingBefore(Edge(130 + DmaBench.Latency + 2));
        bench.Core.Hears(Edge(130 + DmaBench.Latency + 2), "DataReady 0, took 30");
        Bench.End();
    }

    /// <summary>Two channels that answer to one port at once: it takes one per cycle.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    public void Port_takes_one_answer_per_cycle(int ports, long later)
    {
        var bench = new DmaBench(Bench, channels: 2, ports);
        bench.Load(0, 2, 10);
        bench.Answers(0, 0, 100);
        bench.Answers(1, 0, 100);
        Bench.Begin();
        bench.Core.Hears(Edge(10 + (ports == 1 ? 2 : 1)), $"TransferInjected 0, took {(ports == 1 ? 2 : 1)}");
        bench.Core.Hears(Edge(100 + DmaBench.Latency + 2 + later), $"DataReady 0, took {later}");
        Bench.End();
    }

    [Fact]
    public void Store_is_injected_first_and_acknowledged_with_its_last_answer()
    {
        var bench = new DmaBench(Bench);
        bench.Store(0, 3, 10);
        bench.Answers(0, 0, 60, 61, 62);
        Bench.Begin();
        bench.Channels[0].Hears(HalfAfter(10), "RequestBatch write 10@0 10@1 11@0");
        bench.Core.Hears(Edge(12), "TransferInjected 0, took 2");
        bench.Core.HearsNothingBefore(Edge(74));
        bench.Core.Hears(Edge(74), "DataReady 0, took 2");
        Bench.End();
        Assert.Equal((0, 1L, 3L), (bench.Dma.InFlight, bench.Dma.Stats.Stores, bench.Dma.Stats.WriteRequests));
    }

    [Fact]
    public void Later_load_may_be_ready_first()
    {
        var bench = new DmaBench(Bench, channels: 2);
        bench.Load(0, 2, 10);
        bench.Load(1, 1, 12);
        bench.Answers(0, 0, 100);
        bench.Answers(0, 1, 150);
        bench.Answers(1, 0, 200);
        Bench.Begin();
        bench.Core.Hears(Edge(11), "TransferInjected 0, took 1");
        bench.Core.Hears(Edge(13), "TransferInjected 1, took 1");
        bench.Core.Hears(Edge(162), "DataReady 1, took 0");
        bench.Core.Hears(Edge(212), "DataReady 0, took 100");
        Bench.End();
    }

    [Fact]
    public void Transfer_of_nothing_takes_a_cycle_and_asks_nobody()
    {
        var bench = new DmaBench(Bench);
        bench.Load(0, 0, 10);
        Bench.Begin();
        bench.Core.HearsNothingBefore(Edge(11));
        Bench.End();
        Assert.Equal(["DataReady 0, took 0", "TransferInjected 0, took 1"], bench.Core.Rest().Select(s => (string)s.What));
        Assert.Empty(bench.Channels[0].Rest());
    }

    [Fact]
    public void Descriptor_without_its_last_answer_stays_in_flight()
    {
        var bench = new DmaBench(Bench);
        bench.Load(0, 2, 10);
        bench.Answers(0, 0, 100);
        Bench.Begin();
        Bench.End();
        Assert.Equal(1, bench.Dma.InFlight);
        Assert.Equal(["TransferInjected 0, took 1"], bench.Core.Rest().Select(s => (string)s.What));
    }
}

public sealed class DmaProtocolSequential() : DmaProtocol(Synchronizers.Sequential);

public sealed class DmaProtocolInRounds() : DmaProtocol(Synchronizers.Rounds);

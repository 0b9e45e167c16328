using ActorSim.Actors.Noc;
using ActorSim.Dram.ChannelMaps;
using Xunit;

namespace ActorSim.Tests.Unit.Dram;

public class AnswerRoutesTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void Port_is_the_channel_of_the_local_address_taken_as_a_global_one(int channels)
    {
        var map = ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, channels);
        var routes = new AnswerRoutes(map, 32, 16, 4);
        var ports = new HashSet<int>();
        for (long line = 0; line < 5000; line += 7)
        {
            var port = routes.PortOf(line * 32);
            Assert.Equal(map.ChannelOf(line) % 16, port);
            ports.Add(port);
        }

        Assert.Equal(16, ports.Count);
    }

    [Fact]
    public void Handles_in_use_differ_and_give_back_what_they_hold()
    {
        var routes = new AnswerRoutes(ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, 16), 32, 16, 4096);
        var random = new Random(5);
        var held = new Dictionary<int, (int Tag, long Address)>();
        for (var n = 0; n < 20_000; n++)
        {
            if (held.Count == 0 || random.Next(100) < (n < 10_000 ? 60 : 40))
            {
                var tag = random.Next(int.MinValue, int.MaxValue);
                var address = random.NextInt64(1 << 30) * 32;
                Assert.True(held.TryAdd(routes.Hold(tag, address), (tag, address)));
            }
            else
            {
                var handle = held.Keys.ElementAt(random.Next(Math.Min(held.Count, 50)));
                Assert.Equal(held[handle].Tag, routes.Release(handle, out var port));
                Assert.Equal(routes.PortOf(held[handle].Address), port);
                held.Remove(handle);
            }
        }
    }
}

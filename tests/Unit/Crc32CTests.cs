using System.Text;
using ActorSim.Trace.Packing;
using Xunit;

namespace ActorSim.Tests.Unit;

public class Crc32CTests
{
    [Fact]
    public void Check_value_is_that_of_the_standard() =>
        Assert.Equal(0xe3069283u, Crc32C.Append(0, Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void Hardware_and_portable_agree_on_every_length_and_split()
    {
        var random = new Random(2);
        var data = new byte[300];
        random.NextBytes(data);
        for (int length = 0; length <= data.Length; length++)
        {
            uint whole = Crc32C.Append(0, data.AsSpan(0, length));
            int split = random.Next(length + 1);
            Assert.Equal(whole, Crc32C.AppendPortable(0, data.AsSpan(0, length)));
            Assert.Equal(whole, Crc32C.Append(Crc32C.AppendPortable(0, data.AsSpan(0, split)), data.AsSpan(split, length - split)));
        }
    }
}

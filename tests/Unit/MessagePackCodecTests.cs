using System.Buffers;
using ActorSim.Trace.Packing;
using MessagePack;
using Xunit;

namespace ActorSim.Tests.Unit;

public class MessagePackCodecTests
{
    private delegate void Emit(ref MessagePackWriter writer);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(127, 1)]
    [InlineData(128, 2)]
    [InlineData(255, 2)]
    [InlineData(256, 3)]
    [InlineData(65535, 3)]
    [InlineData(65536, 5)]
    [InlineData(4294967295, 5)]
    [InlineData(4294967296, 9)]
    [InlineData(long.MaxValue, 9)]
    [InlineData(-1, 1)]
    [InlineData(-32, 1)]
    [InlineData(-33, 2)]
    [InlineData(-128, 2)]
    [InlineData(-129, 3)]
    [InlineData(-32768, 3)]
    [InlineData(-32769, 5)]
    [InlineData(int.MinValue, 5)]
    [InlineData(int.MinValue - 1L, 9)]
    [InlineData(long.MinValue, 9)]
    public void Integer_takes_its_shortest_form_and_comes_back(long value, int bytes)
    {
        byte[] encoded = Encode((ref MessagePackWriter w) => w.Write(value));
        Assert.Equal(bytes, encoded.Length);
        var reader = new PackedReader(encoded);
        Assert.Equal(MessagePackType.Integer, reader.NextMessagePackType);
        Assert.Equal(value, reader.ReadInt64());
        Assert.True(reader.End);
    }

    [Fact]
    public void Random_integers_come_back()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            long value = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            var reader = new PackedReader(Encode((ref MessagePackWriter w) => w.Write(value)));
            Assert.Equal(value, reader.ReadInt64());
        }
    }

    [Fact]
    public void Integer_is_read_from_any_width()
    {
        foreach (byte[] wide in new byte[][]
        {
            [0xcc, 5], [0xcd, 0, 5], [0xce, 0, 0, 0, 5], [0xcf, 0, 0, 0, 0, 0, 0, 0, 5],
            [0xd0, 5], [0xd1, 0, 5], [0xd2, 0, 0, 0, 5], [0xd3, 0, 0, 0, 0, 0, 0, 0, 5],
        })
        {
            var reader = new PackedReader(wide);
            Assert.Equal(5, reader.ReadInt32());
            Assert.True(reader.End);
        }
    }

    [Fact]
    public void Integers_outside_the_asked_range_are_refused()
    {
        byte[] big = Encode((ref MessagePackWriter w) => w.Write(ulong.MaxValue));
        Assert.Throws<PackedDataException>(() => new PackedReader(big).ReadInt64());
        Assert.Equal(ulong.MaxValue, new PackedReader(big).ReadUInt64());
        byte[] wide = Encode((ref MessagePackWriter w) => w.Write(1L + int.MaxValue));
        Assert.Throws<PackedDataException>(() => new PackedReader(wide).ReadInt32());
        byte[] negative = Encode((ref MessagePackWriter w) => w.Write(-1L));
        Assert.Throws<PackedDataException>(() => new PackedReader(negative).ReadUInt64());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65535)]
    [InlineData(65536)]
    public void Strings_binaries_and_containers_of_every_length_class_come_back(int length)
    {
        string text = new('é', length / 2);
        var bytes = new byte[length];
        byte[] encoded = Encode((ref MessagePackWriter w) =>
        {
            w.Write(text);
            w.Write(bytes.AsSpan());
            w.WriteExtensionFormat(new ExtensionResult(5, bytes));
            w.WriteArrayHeader(length);
            for (int i = 0; i < length; i++)
                w.WriteNil();
            w.WriteMapHeader(length);
            for (int i = 0; i < 2 * length; i++)
                w.Write(false);
        });
        var reader = new PackedReader(encoded);
        Assert.Equal(text, reader.ReadString());
        Assert.Equal(length, reader.ReadBytes().Length);
        ExtensionHeader extension = reader.ReadExtensionFormatHeader();
        Assert.Equal(new ExtensionHeader(5, (uint)length), extension);
        Assert.Equal(length, reader.ReadExtensionPayload(extension).Length);
        PackedReader again = reader;
        Assert.Equal(length, reader.ReadArrayHeader());
        for (int i = 0; i < length; i++)
            reader.ReadNil();
        Assert.Equal(length, reader.ReadMapHeader());
        again.Skip();
        again.Skip();
        Assert.True(again.End);
    }

    [Fact]
    public void Floats_come_back_bit_for_bit()
    {
        foreach (double value in new[] { 0.0, -0.0, 1.5, double.NaN, double.PositiveInfinity, double.Epsilon })
        {
            var reader = new PackedReader(Encode((ref MessagePackWriter w) => w.Write(value)));
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(reader.ReadDouble()));
        }
        var single = new PackedReader(Encode((ref MessagePackWriter w) => w.Write(0.1f)));
        Assert.Equal(0.1f, single.ReadSingle());
    }

    [Fact]
    public void Every_cut_of_an_object_is_truncation()
    {
        byte[] encoded = Encode((ref MessagePackWriter w) =>
        {
            w.WriteArrayHeader(3);
            w.Write("a string longer than thirty-one bytes");
            w.WriteMapHeader(1);
            w.Write(300L);
            w.Write(2.5);
            w.WriteExtensionFormat(new ExtensionResult(1, new byte[] { 1, 2, 3 }));
        });
        for (int length = 0; length < encoded.Length; length++)
        {
            byte[] cut = encoded[..length];
            var refusal = Assert.Throws<PackedDataException>(() => new PackedReader(cut).Skip());
            Assert.True(refusal.IsTruncated);
        }
    }

    [Fact]
    public void Header_that_claims_more_elements_than_bytes_is_refused()
    {
        Assert.Throws<PackedDataException>(() => new PackedReader(new byte[] { 0xdd, 0x7f, 0xff, 0xff, 0xff, 0 }).ReadArrayHeader());
        Assert.Throws<PackedDataException>(() => new PackedReader(new byte[] { 0xdf, 0xff, 0xff, 0xff, 0xff, 0 }).ReadMapHeader());
        Assert.Throws<PackedDataException>(() => new PackedReader(new byte[] { 0xdb, 0xff, 0xff, 0xff, 0xff, 0 }).ReadString());
    }

    [Fact]
    public void Nesting_deeper_than_the_limit_is_refused_and_the_limit_is_not()
    {
        byte[] Nested(int depth) => [.. Enumerable.Repeat((byte)0x91, depth), 0xc0];
        var reader = new PackedReader(Nested(PackedReader.MaximumDepth));
        reader.Skip();
        Assert.True(reader.End);
        Assert.Throws<PackedDataException>(() => new PackedReader(Nested(PackedReader.MaximumDepth + 1)).Skip());
    }

    [Fact]
    public void Wrong_type_is_refused_with_its_offset()
    {
        byte[] bytes = [0xc0, 0xa1, 0x61];
        var refusal = Assert.Throws<PackedDataException>(() =>
        {
            var reader = new PackedReader(bytes, 100);
            reader.ReadNil();
            reader.ReadInt64();
        });
        Assert.Equal(101, refusal.Offset);
        Assert.False(refusal.IsTruncated);
        Assert.Contains("string", refusal.Message);
    }

    [Fact]
    public void String_that_is_not_utf8_is_refused_as_text_and_kept_as_bytes()
    {
        Assert.Throws<PackedDataException>(() => new PackedReader(new byte[] { 0xa1, 0xff }).ReadString());
        Assert.Equal(0xff, new PackedReader(new byte[] { 0xa1, 0xff }).ReadStringSpan()[0]);
    }

    private static byte[] Encode(Emit emit)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        emit(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}

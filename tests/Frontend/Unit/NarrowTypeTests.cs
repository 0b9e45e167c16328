using ActorSim.Frontend.Onnx.Graph;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

/// <summary>Elements of 8 bits and less, by the values that the specification names.</summary>
public sealed class NarrowTypeTests
{
    [Theory]
    [InlineData(OnnxElementType.Float8E4M3Fn, 0x7E, 448)]
    [InlineData(OnnxElementType.Float8E4M3Fn, 0x01, 0.001953125)]
    [InlineData(OnnxElementType.Float8E4M3Fn, 0xB8, -1)]
    [InlineData(OnnxElementType.Float8E4M3Fn, 0x7F, double.NaN)]
    [InlineData(OnnxElementType.Float8E4M3FnUz, 0x7F, 240)]
    [InlineData(OnnxElementType.Float8E4M3FnUz, 0x80, double.NaN)]
    [InlineData(OnnxElementType.Float8E5M2, 0x7B, 57344)]
    [InlineData(OnnxElementType.Float8E5M2, 0xFC, double.NegativeInfinity)]
    [InlineData(OnnxElementType.Float8E5M2, 0x7D, double.NaN)]
    [InlineData(OnnxElementType.Float8E5M2FnUz, 0x7F, 57344)]
    [InlineData(OnnxElementType.Float8E8M0, 127, 1)]
    [InlineData(OnnxElementType.Float8E8M0, 128, 2)]
    public void Real_numbers_of_8_bits(OnnxElementType type, byte bits, double value) =>
        Assert.Equal([value], Tensor(type, 1, bits).ToDoubles());

    [Fact]
    public void Real_numbers_of_4_bits_stand_two_in_a_byte() =>
        Assert.Equal([0, 0.5, 1, 1.5, 2, 3, 4, 6, -0.5, -6], Tensor(OnnxElementType.Float4E2M1, 10, 0x10, 0x32, 0x54, 0x76, 0xF9).ToDoubles());

    [Fact]
    public void Whole_numbers_of_2_bits_stand_four_in_a_byte()
    {
        Assert.Equal([0, 1, -2, -1, 1], Tensor(OnnxElementType.Int2, 5, 0xE4, 0x01).ToInt64s());
        Assert.Equal([0, 1, 2, 3, 1], Tensor(OnnxElementType.UInt2, 5, 0xE4, 0x01).ToInt64s());
    }

    private static GraphTensor Tensor(OnnxElementType type, long count, params byte[] data) => new("t", type, [count], new TensorContent.Inline(data));
}

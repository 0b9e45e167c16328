using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class TensorTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(OnnxElementType.Float32)]
    [InlineData(OnnxElementType.Float64)]
    [InlineData(OnnxElementType.Float16)]
    [InlineData(OnnxElementType.BFloat16)]
    public void Real_elements_survive_a_file(OnnxElementType type)
    {
        double[] values = [0, -1.5, 0.09375, 1024, double.PositiveInfinity, double.NaN];
        Assert.Equal(values, Through(GraphTensor.OfDoubles("t", type, [2, 3], values)).ToDoubles());
    }

    [Theory]
    [InlineData(OnnxElementType.Int8, -128, 127)]
    [InlineData(OnnxElementType.UInt8, 0, 255)]
    [InlineData(OnnxElementType.Int16, short.MinValue, short.MaxValue)]
    [InlineData(OnnxElementType.UInt16, 0, ushort.MaxValue)]
    [InlineData(OnnxElementType.Int32, int.MinValue, int.MaxValue)]
    [InlineData(OnnxElementType.UInt32, 0, uint.MaxValue)]
    [InlineData(OnnxElementType.Int64, long.MinValue, long.MaxValue)]
    [InlineData(OnnxElementType.Int4, -8, 7)]
    [InlineData(OnnxElementType.UInt4, 0, 15)]
    [InlineData(OnnxElementType.Bool, 0, 1)]
    public void Whole_elements_survive_a_file(OnnxElementType type, long least, long most)
    {
        long[] values = [least, most, 1];
        Assert.Equal(values, Through(GraphTensor.OfInt64s("t", type, [3], values)).ToInt64s());
    }

    [Fact]
    public void Texts_survive_a_file()
    {
        var tensor = new GraphTensor("t", OnnxElementType.String, [2], new TensorContent.Strings(["a", "größer"]));
        Assert.Equal(["a", "größer"], Through(tensor).ToStrings());
    }

    [Theory]
    [InlineData(1.00390625, 1)] // halfway between 1 and the next one: to even
    [InlineData(1.01171875, 1.015625)]
    [InlineData(3.4e38, double.PositiveInfinity)]
    public void Bfloat16_rounds_to_nearest_even(double value, double expected) =>
        Assert.Equal(expected, PackedElements.Round(OnnxElementType.BFloat16, value));

    [Fact]
    public void A_file_that_is_no_tensor_is_refused_by_name()
    {
        File.WriteAllBytes(_file, [0x0a, 0xff, 0xff, 0xff, 0x7f]);
        Assert.StartsWith(_file, Assert.Throws<OnnxException>(() => OnnxTensorReader.Read(_file)).Message);
    }

    private GraphTensor Through(GraphTensor tensor)
    {
        File.WriteAllBytes(_file, OnnxTensorWriter.ToBytes(tensor));
        return OnnxTensorReader.Read(_file);
    }
}

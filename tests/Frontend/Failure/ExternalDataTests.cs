using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using Google.Protobuf;
using Xunit;

namespace ActorSim.Frontend.Tests.Failure;

public sealed class ExternalDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorsim-external-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void External_data_is_read_when_it_is_asked_for()
    {
        File.WriteAllBytes(Path.Combine(_folder, "w.bin"), [0, 0, 0, 0, .. new[] { 1.5f, -2f, 8f }.SelectMany(BitConverter.GetBytes)]);
        var model = OnnxModels.Good();
        Move(model, "w.bin", "4");
        var graph = OnnxModelReader.Parse(model.ToByteArray(), "m.onnx", _folder);
        Assert.Equal([1.5, -2, 8], graph.Initializers["w"].ToDoubles());
    }

    [Theory]
    [InlineData("none.bin", "0", "external data 'none.bin' is missing; put it beside the model")]
    [InlineData("short.bin", "0", "'short.bin' has 8 bytes; the tensor is at 0 to 12: the file is truncated")]
    [InlineData("short.bin", "9223372036854775807", "the file is truncated")]
    [InlineData("../short.bin", "0", "is outside the model's folder")]
    [InlineData("/etc/hostname", "0", "is outside the model's folder")]
    [InlineData("short.bin", "-1", "offset and length are whole numbers")]
    [InlineData("", "0", "external data without a location")]
    public void External_data_that_cannot_be_used_is_refused(string location, string offset, string message)
    {
        File.WriteAllBytes(Path.Combine(_folder, "short.bin"), new byte[8]);
        Assert.Contains("initializer 'w': ", OnnxModels.Refusal(m => Move(m, location, offset), _folder));
        Assert.Contains(message, OnnxModels.Refusal(m => Move(m, location, offset), _folder));
    }

    [Fact]
    public void A_link_out_of_the_folder_is_refused_and_one_inside_is_not()
    {
        var outside = Directory.CreateTempSubdirectory("actorsim-outside-");
        File.WriteAllBytes(Path.Combine(outside.FullName, "w.bin"), new byte[12]);
        File.WriteAllBytes(Path.Combine(_folder, "own.bin"), new byte[12]);
        File.CreateSymbolicLink(Path.Combine(_folder, "file.bin"), Path.Combine(outside.FullName, "w.bin"));
        File.CreateSymbolicLink(Path.Combine(_folder, "folder"), outside.FullName);
        File.CreateSymbolicLink(Path.Combine(_folder, "inside.bin"), "own.bin");
        foreach (var location in new[] { "file.bin", "folder/w.bin" })
        {
            Assert.Contains("leaves the model's folder through a link", OnnxModels.Refusal(m => Move(m, location, "0"), _folder));
        }

        var model = OnnxModels.Good();
        Move(model, "inside.bin", "0");
        Assert.Equal([0.0, 0, 0], OnnxModelReader.Parse(model.ToByteArray(), "m.onnx", _folder).Initializers["w"].ToDoubles());
        outside.Delete(recursive: true);
    }

    [Fact]
    public void A_model_is_read_without_its_weights_where_timing_is_enough()
    {
        var model = OnnxModels.Good();
        Move(model, "none.bin", "0");
        var graph = OnnxModelReader.Parse(model.ToByteArray(), "m.onnx", _folder, new OnnxReadOptions { WithoutWeights = true });
        Assert.IsType<TensorContent.Absent>(graph.Initializers["w"].Content);
        Assert.Throws<InvalidOperationException>(() => graph.Initializers["w"].ToDoubles());
    }

    private static void Move(ModelProto model, string location, string offset)
    {
        var tensor = model.Graph.Initializer[0];
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = offset });
    }
}

using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Reading;
using Google.Protobuf;
using Xunit;
using static ActorSim.Frontend.Tests.Failure.OnnxModels;

namespace ActorSim.Frontend.Tests.Failure;

/// <summary>What is wrong with a model is said with file, place, value and what to do.</summary>
public sealed class OnnxRefusalTests
{
    [Fact]
    public void The_model_that_the_others_spoil_is_accepted() =>
        Assert.Equal(2, OnnxModelReader.Parse(Good().ToByteArray(), "m.onnx", ".").Nodes.Length);

    [Fact]
    public void A_truncated_file_is_refused_wherever_it_ends_inside_a_field()
    {
        var bytes = Good().ToByteArray();
        for (var n = 0; n < bytes.Length; n++)
        {
            var refusal = Assert.Throws<OnnxException>(() => OnnxModelReader.Parse(bytes[..n], "m.onnx", "."));
            Assert.StartsWith("m.onnx: ", refusal.Message);
        }
    }

    [Theory]
    [InlineData("", 27, "opset 27 of '' is not known; convert the model to 1 to 26")]
    [InlineData("", 0, "opset 0 of '' is not known")]
    public void An_unknown_opset_is_refused(string domain, long version, string message) =>
        Assert.Contains(message, Refusal(m => (m.OpsetImport[0].Domain, m.OpsetImport[0].Version) = (domain, version)));

    [Fact]
    public void A_file_of_another_version_of_the_format_is_refused() =>
        Assert.Contains("ir_version: 99 is not a version", Refusal(m => m.IrVersion = 99));

    [Fact]
    public void A_number_that_is_none_is_refused_by_node_and_attribute() =>
        Assert.Contains("Relu 'relu': attribute 'alpha' is not a number (NaN)", Refusal(m => m.Graph.Node[1].Attribute.Add(
            new AttributeProto { Name = "alpha", Type = AttributeProto.Types.AttributeType.Float, F = float.NaN })));

    [Fact]
    public void A_cycle_is_refused_with_its_nodes() =>
        Assert.Contains("is cyclic: 2 nodes wait for each other, among them Add 'add', Relu 'relu'",
            Refusal(m => m.Graph.Node[0].Input[1] = "y"));

    [Fact]
    public void Nodes_in_another_order_are_sorted()
    {
        var model = Good();
        (model.Graph.Node[0], model.Graph.Node[1]) = (model.Graph.Node[1], model.Graph.Node[0]);
        Assert.Equal(["add", "relu"], OnnxModelReader.Parse(model.ToByteArray(), "m", ".").Nodes.Select(n => n.Name));
    }

    [Fact]
    public void A_value_that_is_defined_twice_is_refused_with_both_places() =>
        Assert.Contains("Relu 'relu': value 's' is already defined by Add 'add'", Refusal(m => m.Graph.Node[1].Output[0] = "s"));

    [Fact]
    public void A_value_that_nobody_defines_is_refused_by_its_reader() =>
        Assert.Contains("Add 'add': reads 'nothing', which is no input, initializer or output",
            Refusal(m => m.Graph.Node[0].Input[1] = "nothing"));

    [Fact]
    public void An_output_that_nothing_computes_is_refused() =>
        Assert.Contains("output 'z': nothing computes it", Refusal(m => m.Graph.Output.Add(Value("z", 1))));

    [Theory]
    [InlineData(1L << 40, 1L << 40)]
    [InlineData(1L << 20, 1L << 20)]
    public void A_tensor_larger_than_memory_is_refused_before_it_is_allocated(long rows, long columns)
    {
        Assert.Contains("initializer 'w': a tensor of shape [", Refusal(m => m.Graph.Initializer[0] = Tensor("w", rows, columns)));
        Assert.Contains("input 'x': a tensor of shape [", Refusal(m => m.Graph.Input[0] = Value("x", rows, columns)));
    }

    [Fact]
    public void Data_that_does_not_fill_its_tensor_is_refused() =>
        Assert.Contains("initializer 'w': 8 bytes of data for 12 bytes",
            Refusal(m => m.Graph.Initializer[0].RawData = ByteString.CopyFrom(new byte[8])));

    [Fact]
    public void A_graph_of_a_million_nodes_is_refused_before_it_is_built()
    {
        var node = new GraphProto();
        node.Node.Add(Node("Relu", "", ["x"], "y"));
        var one = node.ToByteArray();
        var graph = Enumerable.Repeat(one, 1_000_000).SelectMany(b => b).ToArray();
        var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(7, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(graph));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<OnnxException>(() => OnnxModelReader.Parse(stream.ToArray(), "m.onnx", "."));
        Assert.Contains("m.onnx: graph: 1000000 nodes; at most 200000 are read", refusal.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * stream.Length);
    }

    [Fact]
    public void A_file_of_more_messages_than_fit_into_memory_is_refused() =>
        Assert.Contains("messages; at most 10 are read", Refusal(_ => { }, options: new OnnxReadOptions { MostMessages = 10 }));

    [Fact]
    public void A_node_without_an_output_is_refused() =>
        Assert.Contains("Relu 'relu': has no output", Refusal(m => m.Graph.Node[1].Output.Clear()));

    [Fact]
    public void All_problems_come_together_up_to_a_limit()
    {
        static void Spoil(ModelProto m) =>
            m.Graph.Node.AddRange(Enumerable.Range(0, 100).Select(i => Node("Relu", $"r{i}", [$"nothing{i}"], $"o{i}")));
        var message = Refusal(Spoil);
        Assert.Contains("25 problems", message);
        Assert.EndsWith("and more; correct these first", message);
    }
}

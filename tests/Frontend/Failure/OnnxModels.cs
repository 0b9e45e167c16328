using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Reading;
using Google.Protobuf;
using Xunit;

namespace ActorSim.Frontend.Tests.Failure;

/// <summary>Small models to spoil.</summary>
internal static class OnnxModels
{
    /// <summary>y = relu(x + w) of opset 17.</summary>
    public static ModelProto Good()
    {
        var graph = new GraphProto { Name = "g" };
        graph.Input.Add(Value("x", 2, 3));
        graph.Output.Add(Value("y", 2, 3));
        graph.Initializer.Add(Tensor("w", 3));
        graph.Node.Add(Node("Add", "add", ["x", "w"], "s"));
        graph.Node.Add(Node("Relu", "relu", ["s"], "y"));
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 17 });
        return model;
    }

    public static NodeProto Node(string op, string name, string[] inputs, params string[] outputs)
    {
        var node = new NodeProto { OpType = op, Name = name };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        return node;
    }

    public static TensorProto Tensor(string name, params long[] dims)
    {
        var tensor = new TensorProto { Name = name, DataType = 1 };
        tensor.Dims.AddRange(dims);
        return tensor;
    }

    public static ValueInfoProto Value(string name, params long[] dims)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(dims.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = shape } },
        };
    }

    /// <summary>The message with which the spoilt model is refused.</summary>
    public static string Refusal(Action<ModelProto> spoil, string? directory = null, OnnxReadOptions? options = null)
    {
        var model = Good();
        spoil(model);
        return Assert.Throws<OnnxException>(() => OnnxModelReader.Parse(model.ToByteArray(), "m.onnx", directory ?? ".", options)).Message;
    }
}

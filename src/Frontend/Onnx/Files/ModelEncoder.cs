using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;
using Google.Protobuf;
using Type = ActorSim.Frontend.Onnx.Format.AttributeProto.Types.AttributeType;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>A graph to a message.</summary>
internal static class ModelEncoder
{
    // The first version of the format with optional types; every tool of the last years reads it.
    private const long FormatVersion = 8;

    public static ModelProto Encode(ModelGraph graph)
    {
        var weights = graph.Initializers.Values.Where(t => !t.Content.IsStored).ToArray();
        var model = new ModelProto { IrVersion = FormatVersion, ProducerName = "ActorSim", Graph = Graph(graph, weights) };
        foreach (var (domain, version) in graph.Opsets)
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = version });
        }

        if (weights.Length > 0)
        {
            model.MetadataProps.Add(WeightList.Write(weights.Select(w => w.Name)));
        }

        return model;
    }

    public static TensorProto Tensor(GraphTensor tensor)
    {
        var message = new TensorProto { Name = tensor.Name, DataType = (int)tensor.Element };
        message.Dims.AddRange(tensor.Shape);
        if (tensor.Content is TensorContent.Strings texts)
        {
            message.StringData.AddRange(texts.Elements.Select(ByteString.CopyFromUtf8));
        }
        else if (tensor.Content.IsStored)
        {
            message.RawData = UnsafeByteOperations.UnsafeWrap(tensor.Content.Load());
        }

        return message;
    }

    private static GraphProto Graph(ModelGraph graph, GraphTensor[] weights)
    {
        var message = new GraphProto { Name = graph.Name };
        message.Node.AddRange(graph.Nodes.Select(Node));
        message.Initializer.AddRange(graph.Initializers.Values.Where(t => t.Content.IsStored).Select(Tensor));
        message.Input.AddRange(graph.Inputs.Select(graph.Value).Select(Value));
        message.Input.AddRange(weights.Select(w => Value(new GraphValue(w.Name, ValueKind.Tensor, w.Element, w.SymbolicShape))));
        message.Output.AddRange(graph.Outputs.Select(graph.Value).Select(Value));
        return message;
    }

    private static NodeProto Node(GraphNode node)
    {
        var message = new NodeProto { Name = node.Name, OpType = node.Operator, Domain = node.Domain };
        message.Input.AddRange(node.Inputs);
        message.Output.AddRange(node.Outputs);
        message.Attribute.AddRange(node.Attributes.Select(Attribute));
        return message;
    }

    private static AttributeProto Attribute(NodeAttribute a)
    {
        var message = new AttributeProto { Name = a.Name };
        switch (a.Kind)
        {
            case AttributeKind.Int: (message.Type, message.I) = (Type.Int, a.Ints[0]); break;
            case AttributeKind.Float: (message.Type, message.F) = (Type.Float, a.Floats[0]); break;
            case AttributeKind.String: (message.Type, message.S) = (Type.String, ByteString.CopyFromUtf8(a.Strings[0])); break;
            case AttributeKind.Tensor when a.Tensor is not null: (message.Type, message.T) = (Type.Tensor, Tensor(a.Tensor)); break;
            case AttributeKind.Ints: message.Type = Type.Ints; message.Ints.AddRange(a.Ints); break;
            case AttributeKind.Floats: message.Type = Type.Floats; message.Floats.AddRange(a.Floats); break;
            case AttributeKind.Strings:
                message.Type = Type.Strings;
                message.Strings.AddRange(a.Strings.Select(ByteString.CopyFromUtf8));
                break;
            default: throw new InvalidOperationException($"attribute '{a.Name}' holds a graph or a type, which cannot be written");
        }

        return message;
    }

    private static ValueInfoProto Value(GraphValue value)
    {
        if (value.Kind != ValueKind.Tensor)
        {
            throw new InvalidOperationException($"'{value.Name}' is no tensor ({value.Kind}) and cannot be written");
        }

        var type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)value.Element } };
        if (value.Shape is { } shape)
        {
            type.TensorType.Shape = new TensorShapeProto();
            type.TensorType.Shape.Dim.AddRange(shape.Dims.Select(Dimension));
        }

        return new ValueInfoProto { Name = value.Name, Type = type };
    }

    // The format has names and numbers; an expression is written as a name, which other tools take as a symbol of its own.
    private static TensorShapeProto.Types.Dimension Dimension(Dim dim) => dim.Constant is { } size
        ? new TensorShapeProto.Types.Dimension { DimValue = size }
        : new TensorShapeProto.Types.Dimension { DimParam = dim.ToString() };
}

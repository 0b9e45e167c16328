using ActorSim.Frontend.Onnx.Format;
using Google.Protobuf;

namespace ActorSim.Frontend.Tests.Failure;

/// <summary>Random damage to model files: to their bytes, or to what the fields say (the file stays well-formed).</summary>
internal static class OnnxDamage
{
    private static readonly long[] Numbers = [-9, -2, -1, 0, 1, 2, 3, 5, 16, 1000, int.MaxValue, long.MaxValue, long.MinValue, 1L << 40];

    public static byte[] OfBytes(byte[] model, Random random)
    {
        var bytes = new List<byte>(model);
        var edits = 1 + random.Next(4);
        for (var i = 0; i < edits && bytes.Count > 0; i++)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, HostileNumber(random)); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at))); break;
                case 5: bytes.RemoveRange(at, bytes.Count - at); break;
                // A small number in place of another: sizes, axes, types.
                default: bytes[at] = (byte)random.Next(12); break;
            }
        }

        return [.. bytes];
    }

    /// <summary><paramref name="operators"/>: names to put in the place of a node's own.</summary>
    public static byte[] OfFields(byte[] model, IReadOnlyList<string> operators, Random random)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        var edits = 1 + random.Next(3);
        for (var i = 0; i < edits; i++) Edit(proto, operators, random);
        return proto.ToByteArray();
    }

    private static void Edit(ModelProto proto, IReadOnlyList<string> operators, Random random)
    {
        var graph = proto.Graph;
        var node = graph.Node.Count > 0 ? graph.Node[random.Next(graph.Node.Count)] : null;
        switch (random.Next(10))
        {
            case 0 or 1 or 2 when node?.Attribute.Count > 0: Edit(node.Attribute, random); break;
            case 3 when node is not null: node.OpType = operators[random.Next(operators.Count)]; break;
            case 4 when node?.Input.Count > 0: Rename(node.Input, graph, random); break;
            case 5 when node?.Output.Count > 0: Rename(node.Output, graph, random); break;
            case 6 when graph.Initializer.Count > 0: Edit(graph.Initializer[random.Next(graph.Initializer.Count)], random); break;
            case 7: graph.Output.Clear(); graph.Output.AddRange(graph.Node.SelectMany(n => n.Output).Select(o => new ValueInfoProto { Name = o })); break;
            case 8: proto.OpsetImport[0].Version = random.Next(1, 22); break;
            default: if (graph.Input.Count > 0) Edit(graph.Input[random.Next(graph.Input.Count)], random); break;
        }
    }

    private static void Edit(Google.Protobuf.Collections.RepeatedField<AttributeProto> attributes, Random random)
    {
        var attribute = attributes[random.Next(attributes.Count)];
        switch (random.Next(6))
        {
            case 0: attributes.Remove(attribute); break;
            case 1 when attribute.Ints.Count > 0: attribute.Ints.RemoveAt(random.Next(attribute.Ints.Count)); break;
            case 2: attribute.Ints.Add(Number(random)); break;
            case 3 when attribute.Ints.Count > 0: attribute.Ints[random.Next(attribute.Ints.Count)] = Number(random); break;
            case 4: attribute.S = ByteString.CopyFromUtf8(random.Next(2) == 0 ? "" : "SAME_LOWER"); break;
            default: (attribute.I, attribute.F) = (Number(random), random.Next(2) == 0 ? float.PositiveInfinity : Number(random)); break;
        }
    }

    private static void Edit(ValueInfoProto input, Random random)
    {
        if (input.Type?.TensorType is not { } tensor) return;
        var dims = tensor.Shape?.Dim;
        switch (random.Next(4))
        {
            case 0: tensor.ElemType = random.Next(1, 18); break;
            case 1 when dims?.Count > 0: dims.RemoveAt(random.Next(dims.Count)); break;
            case 2 when dims?.Count > 0: dims[random.Next(dims.Count)] = random.Next(2) == 0 ? new() { DimParam = "n" } : new() { DimValue = Number(random) }; break;
            default: dims?.Add(new TensorShapeProto.Types.Dimension { DimValue = 1 + random.Next(3) }); break;
        }
    }

    private static void Edit(TensorProto tensor, Random random)
    {
        switch (random.Next(3))
        {
            case 0: tensor.DataType = random.Next(1, 18); break;
            case 1 when tensor.Dims.Count > 0: tensor.Dims[random.Next(tensor.Dims.Count)] = Number(random); break;
            default: tensor.RawData = ByteString.Empty; tensor.ClearData(); break;
        }
    }

    private static void Rename(Google.Protobuf.Collections.RepeatedField<string> names, GraphProto graph, Random random)
    {
        string[] known = ["", "other", .. graph.Input.Select(i => i.Name), .. graph.Initializer.Select(i => i.Name), .. names];
        var at = random.Next(names.Count);
        switch (random.Next(3))
        {
            case 0: names.RemoveAt(names.Count - 1); break;
            case 1: names.Add(known[random.Next(known.Length)]); break;
            default: names[at] = known[random.Next(known.Length)]; break;
        }
    }

    private static void ClearData(this TensorProto tensor)
    {
        tensor.FloatData.Clear();
        tensor.Int32Data.Clear();
        tensor.Int64Data.Clear();
    }

    private static long Number(Random random) => Numbers[random.Next(Numbers.Length)];

    /// <summary>Numbers of up to ten bytes: lengths and sizes beyond everything.</summary>
    private static byte[] HostileNumber(Random random) =>
        [.. Enumerable.Repeat((byte)0xff, random.Next(1, 10)), (byte)random.Next(128)];
}

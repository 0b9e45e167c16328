using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Type = ActorSim.Frontend.Onnx.Format.AttributeProto.Types.AttributeType;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Attributes of a node: each name once, the type it says, no number that is none.</summary>
internal sealed class AttributeDecoder(TensorDecoder tensors, OnnxProblems problems, Func<GraphProto, string, GraphBody> body)
{
    // There an infinite number is a bound that bounds nothing, or a mask.
    private static readonly string[] TakeInfinity = ["Clip", "Constant", "Pad"];

    public ImmutableArray<NodeAttribute> Decode(RepeatedField<AttributeProto> attributes, string operation, string place)
    {
        if (attributes.Count == 0)
        {
            return [];
        }

        var takesInfinity = Array.IndexOf(TakeInfinity, operation) >= 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var decoded = ImmutableArray.CreateBuilder<NodeAttribute>(attributes.Count);
        foreach (var attribute in attributes)
        {
            if (!seen.Add(attribute.Name))
            {
                problems.Add(place, $"attribute '{attribute.Name}' is given twice; keep one");
            }

            var result = Decode(attribute, place);
            foreach (var number in result.Floats)
            {
                Check(number, attribute.Name, takesInfinity, place);
            }

            decoded.Add(result);
        }

        return decoded.ToImmutable();
    }

    private NodeAttribute Decode(AttributeProto a, string place)
    {
        var type = a.HasType && a.Type != Type.Undefined ? a.Type : Guess(a);
        var kind = KindOf(type);
        if (kind is null)
        {
            problems.Add(place, $"attribute '{a.Name}' has type {(int)type}, which is none of the format; export the model again");
        }

        var decoded = new NodeAttribute(a.Name, kind ?? AttributeKind.Other) { Reference = a.RefAttrName };
        if (decoded.Reference.Length > 0)
        {
            return decoded;
        }

        switch (decoded.Kind)
        {
            case AttributeKind.Float: return decoded with { Floats = [a.F] };
            case AttributeKind.Floats: return decoded with { Floats = [.. a.Floats] };
            case AttributeKind.Int: return decoded with { Ints = [a.I] };
            case AttributeKind.Ints: return decoded with { Ints = [.. a.Ints] };
            case AttributeKind.String: return decoded with { Strings = [Text(a.S)] };
            case AttributeKind.Strings: return decoded with { Strings = [.. a.Strings.Select(Text)] };
            case AttributeKind.Tensor: return decoded with { Tensor = Tensor(a, place) };
            case AttributeKind.Graph: return decoded with { Body = Body(a, place) };
            default: return decoded;
        }
    }

    private GraphTensor? Tensor(AttributeProto a, string place)
    {
        if (a.T is null)
        {
            problems.Add(place, $"attribute '{a.Name}' is a tensor without a value; export the model again");
            return null;
        }

        return tensors.Decode(a.T, $"{place}, attribute '{a.Name}'");
    }

    private GraphBody? Body(AttributeProto a, string place)
    {
        if (a.G is null)
        {
            problems.Add(place, $"attribute '{a.Name}' is a graph without a value; export the model again");
            return null;
        }

        return body(a.G, $"{place}, attribute '{a.Name}'");
    }

    private void Check(float value, string name, bool takesInfinity, string place)
    {
        if (float.IsNaN(value) || (float.IsInfinity(value) && !takesInfinity))
        {
            problems.Add(place, string.Create(CultureInfo.InvariantCulture, $"attribute '{name}' is not a number ({value}); give it a value"));
        }
    }

    private static string Text(ByteString bytes) => Encoding.UTF8.GetString(bytes.Span);

    // Files of the first version of the format leave the type out.
    private static Type Guess(AttributeProto a) => a switch
    {
        { HasF: true } => Type.Float,
        { HasI: true } => Type.Int,
        { HasS: true } => Type.String,
        { T: not null } => Type.Tensor,
        { G: not null } => Type.Graph,
        { Floats.Count: > 0 } => Type.Floats,
        { Strings.Count: > 0 } => Type.Strings,
        _ => Type.Ints,
    };

    private static AttributeKind? KindOf(Type type) => type switch
    {
        Type.Float => AttributeKind.Float,
        Type.Int => AttributeKind.Int,
        Type.String => AttributeKind.String,
        Type.Tensor => AttributeKind.Tensor,
        Type.Graph => AttributeKind.Graph,
        Type.Graphs => AttributeKind.Other,
        Type.Floats => AttributeKind.Floats,
        Type.Ints => AttributeKind.Ints,
        Type.Strings => AttributeKind.Strings,
        >= Type.Tensors and <= Type.TypeProtos => AttributeKind.Other,
        _ => null,
    };
}

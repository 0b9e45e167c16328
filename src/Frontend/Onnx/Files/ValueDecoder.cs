using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Declared types of values.</summary>
internal sealed class ValueDecoder(OnnxProblems problems, long mostTensorBytes)
{
    private readonly ImmutableDictionary<string, GraphValue>.Builder _values =
        ImmutableDictionary.CreateBuilder<string, GraphValue>(StringComparer.Ordinal);

    public GraphValue this[string name] => _values[name];

    public void AddAll(IEnumerable<ValueInfoProto> infos, string what)
    {
        foreach (var info in infos)
        {
            var value = Decode(info, $"{what} '{info.Name}'");
            if (info.Name.Length == 0)
            {
                problems.Add(what, "has no name; export the model again");
            }
            else if (!_values.TryGetValue(info.Name, out var known) || known.Shape is null)
            {
                _values[info.Name] = value;
            }
        }
    }

    /// <summary>All values; an initializer's own shape is what counts for it.</summary>
    public ImmutableDictionary<string, GraphValue> With(IEnumerable<GraphTensor> initializers)
    {
        foreach (var tensor in initializers)
        {
            _values[tensor.Name] = new GraphValue(tensor.Name, ValueKind.Tensor, tensor.Element, tensor.SymbolicShape,
                KnownValues.Of(tensor));
        }

        return _values.ToImmutable();
    }

    private GraphValue Decode(ValueInfoProto info, string place)
    {
        var (kind, type) = Unwrap(info.Type);
        var value = new GraphValue(info.Name, kind);
        if (type?.ValueCase == TypeProto.ValueOneofCase.TensorType)
        {
            var tensor = type.TensorType;
            var shape = tensor.Shape is null ? null : Shape(tensor.Shape, place, info.Name);
            value = value with { Element = Element(tensor.ElemType, place), Shape = shape };
        }

        if (kind == ValueKind.Tensor)
        {
            TensorSize.Check(value, mostTensorBytes, place, problems);
        }

        return value;
    }

    private static (ValueKind Kind, TypeProto? Type) Unwrap(TypeProto? type) => type?.ValueCase switch
    {
        TypeProto.ValueOneofCase.TensorType => (ValueKind.Tensor, type),
        TypeProto.ValueOneofCase.SequenceType => (ValueKind.Sequence, type.SequenceType.ElemType),
        TypeProto.ValueOneofCase.OptionalType => (ValueKind.Optional, type.OptionalType.ElemType),
        TypeProto.ValueOneofCase.MapType => (ValueKind.Map, null),
        TypeProto.ValueOneofCase.SparseTensorType => (ValueKind.SparseTensor, null),
        _ => (ValueKind.Unknown, null),
    };

    private OnnxElementType Element(int number, string place)
    {
        if (number == 0 || OnnxElementTypes.IsDefined(number))
        {
            return (OnnxElementType)number;
        }

        problems.Add(place, $"element type {number} is none of the format; export the model again");
        return OnnxElementType.Undefined;
    }

    private TensorShape Shape(TensorShapeProto shape, string place, string name) => new(shape.Dim.Select((d, axis) => d.ValueCase switch
    {
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam when d.DimParam.Length > 0 => Dim.Symbol(d.DimParam),
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue => Size(d.DimValue, axis, place),
        _ => Dim.Symbol($"{name}.{axis}"),
    }));

    private Dim Size(long size, int axis, string place)
    {
        if (size < 0)
        {
            problems.Add(place, $"dimension {axis} is {size}; give a size of 0 or more, or a name");
        }

        return size;
    }
}

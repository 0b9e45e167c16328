namespace ActorSim.Frontend.Onnx.Files;

/// <summary>
/// Walks over the bytes of a model without building anything and counts its messages, so that a file whose objects would not fit into
/// memory (an empty message takes two bytes of file and a hundred of memory) is refused first.
/// </summary>
internal sealed class FormatScan
{
    private const int MostDepth = 64;

    // Message and field number -> message inside. Fields that are not listed are skipped.
    private static readonly Dictionary<(Message In, int Field), Message> Inside = new()
    {
        [(Message.Model, 7)] = Message.Graph,
        [(Message.Model, 8)] = Message.Leaf,
        [(Message.Model, 14)] = Message.Leaf,
        [(Message.Model, 25)] = Message.Function,
        [(Message.Function, 7)] = Message.Node,
        [(Message.Function, 9)] = Message.Leaf,
        [(Message.Function, 11)] = Message.Attribute,
        [(Message.Graph, 1)] = Message.Node,
        [(Message.Graph, 5)] = Message.Tensor,
        [(Message.Graph, 11)] = Message.Value,
        [(Message.Graph, 12)] = Message.Value,
        [(Message.Graph, 13)] = Message.Value,
        [(Message.Graph, 15)] = Message.Sparse,
        [(Message.Node, 1)] = Message.Leaf,
        [(Message.Node, 2)] = Message.Leaf,
        [(Message.Node, 5)] = Message.Attribute,
        [(Message.Attribute, 5)] = Message.Tensor,
        [(Message.Attribute, 6)] = Message.Graph,
        [(Message.Attribute, 9)] = Message.Leaf,
        [(Message.Attribute, 10)] = Message.Tensor,
        [(Message.Attribute, 11)] = Message.Graph,
        [(Message.Attribute, 14)] = Message.Type,
        [(Message.Tensor, 6)] = Message.Leaf,
        [(Message.Tensor, 13)] = Message.Leaf,
        [(Message.Sparse, 1)] = Message.Tensor,
        [(Message.Sparse, 2)] = Message.Tensor,
        [(Message.Value, 2)] = Message.Type,
        [(Message.Type, 1)] = Message.TensorType,
        [(Message.Type, 4)] = Message.TypeHolder,
        [(Message.Type, 5)] = Message.TypeHolder,
        [(Message.Type, 8)] = Message.TensorType,
        [(Message.Type, 9)] = Message.TypeHolder,
        [(Message.TypeHolder, 1)] = Message.Type,
        [(Message.TypeHolder, 2)] = Message.Type,
        [(Message.TensorType, 2)] = Message.Shape,
        [(Message.Shape, 1)] = Message.Leaf,
    };

    private readonly byte[] _bytes;

    private FormatScan(byte[] bytes) => _bytes = bytes;

    private enum Message
    {
        Leaf,
        Model,
        Function,
        Graph,
        Node,
        Attribute,
        Tensor,
        Sparse,
        Value,
        Type,
        TypeHolder,
        TensorType,
        Shape,
    }

    public long Messages { get; private set; }

    public long Nodes { get; private set; }

    /// <summary>Counts the messages of a model; throws <see cref="InvalidDataException"/> for bytes that are not one.</summary>
    public static FormatScan Of(byte[] model)
    {
        var scan = new FormatScan(model);
        scan.Walk(Message.Model, 0, model.Length, 0);
        return scan;
    }

    private void Walk(Message message, int at, int end, int depth)
    {
        if (depth > MostDepth)
        {
            throw new InvalidDataException($"messages nested more than {MostDepth} deep at byte {at}");
        }

        while (at < end)
        {
            var start = at;
            var tag = Varint(ref at, end);
            switch (tag & 7)
            {
                case 0: Varint(ref at, end); break;
                case 1: at = Skip(at, 8, end); break;
                case 5: at = Skip(at, 4, end); break;
                case 2:
                    var size = Varint(ref at, end);
                    var next = Skip(at, size, end);
                    Enter(message, tag >> 3, at, next, depth);
                    at = next;
                    break;
                default: throw new InvalidDataException($"byte {start} starts no field of the format");
            }
        }
    }

    private void Enter(Message message, ulong field, int at, int end, int depth)
    {
        if (field > int.MaxValue || !Inside.TryGetValue((message, (int)field), out var inner))
        {
            return;
        }

        Messages++;
        Nodes += inner == Message.Node ? 1 : 0;
        if (inner != Message.Leaf)
        {
            Walk(inner, at, end, depth + 1);
        }
    }

    private ulong Varint(ref int at, int end)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= end)
            {
                throw new InvalidDataException($"the file ends inside a number at byte {at}");
            }

            var b = _bytes[at++];
            value |= (ulong)(b & 127) << shift;
            if (b < 128)
            {
                return value;
            }
        }

        throw new InvalidDataException($"a number of more than ten bytes at byte {at}");
    }

    private static int Skip(int at, ulong size, int end) => size <= (ulong)(end - at) ? at + (int)size
        : throw new InvalidDataException($"a field of {size} bytes at byte {at} is longer than what is left ({end - at} bytes)");
}

using System.Text.Json;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>One line of a recorded stream of the C++ timing core.</summary>
internal readonly struct RecordedLine(JsonElement line)
{
    private readonly JsonFields _fields = new(line);

    public string Kind => _fields.Text("kind");

    public bool IsStore => _fields.Text("dir") switch
    {
        "store" => true,
        "load" => false,
        var other => throw new FormatException($"dir '{other}' is neither load nor store"),
    };

    public int Tensor => _fields.Int("arg");

    public long Address => _fields.Long("addr");

    public long Offset => _fields.Long("offset_elems");

    public long[] Dims => _fields.Longs("dims");

    public long[] Strides => _fields.Longs("strides");

    public int Bits => _fields.Int("elem_bits");

    public bool IsAsync => _fields.Int("async") != 0;

    public int TagId => _fields.Int("tag_id");

    public int TagSlot => _fields.Int("tag_slot");

    public int[] Reads => _fields.Ints("read_bufs");

    public int[] Writes => _fields.Ints("write_bufs");

    public int TileId => _fields.Int("tile_id");

    /// <summary>0 vector, 1 matmul, 2 preload: the same numbers as <see cref="ComputeUnit"/>.</summary>
    public ComputeUnit Unit => _fields.Int("compute_type") is >= 0 and <= 2 and var unit
        ? (ComputeUnit)unit
        : throw new FormatException($"compute_type {_fields.Int("compute_type")} is not 0 (vector), 1 (matmul) or 2 (preload)");

    public long Cycles => _fields.Long("cycles");

    public long Overlap => _fields.Long("overlapping");
}

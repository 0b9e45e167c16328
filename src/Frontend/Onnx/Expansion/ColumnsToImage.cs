using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Col2Im: every element of every column is added to its place in the padded image, from which the padding is then cut.</summary>
internal sealed class ColumnsToImage(Composition c)
{
    private readonly long[] _image = Known(c, 1);
    private readonly long[] _block = Known(c, 2);

    public void Expand()
    {
        var space = _image.Length;
        var pads = c.Node.Numbers("pads") ?? new long[2 * space];
        var (strides, dilations) = (Ones("strides"), Ones("dilations"));
        if (_block.Length != space || pads.Length != 2 * space || strides.Length != space || dilations.Length != space)
        {
            throw new ExpansionException($"image_shape, block_shape, strides, dilations and pads of {space}, {_block.Length}, {strides.Length}, "
                + $"{dilations.Length} and {pads.Length} numbers");
        }

        long[] padded = [.. _image.Select((s, a) => s + pads[a] + pads[a + space])];
        long[] steps = [.. padded.Select((s, a) => (s - dilations[a] * (_block[a] - 1) - 1) / strides[a] + 1)];
        var x = c.Required(0);
        var (taps, columns) = (Product(_block), Product(steps));
        var channels = c.Size(x, 1) / taps;
        if (c.Size(x, 2) != columns || channels * taps != c.Size(x, 1))
            throw new ExpansionException($"columns of shape {c.Shape(x)} for {taps} taps and {columns} places");
        var images = c.Size(x, 0) * channels;
        var places = new long[taps * columns];
        for (long tap = 0; tap < taps; tap++)
            for (long column = 0; column < columns; column++)
                places[tap * columns + column] = Place(tap, column, padded, steps, strides, dilations);
        var updates = c.Transpose(c.Reshape(x, images, taps * columns), 1, 0);
        var zeros = c.Op("ConstantOfShape", [c.Wholes(Product(padded), images)],
            NodeAttribute.OfTensor("value", GraphTensor.OfDoubles("", c.Type(x), [1], [0])));
        var table = c.Constant(GraphTensor.OfInt64s("", OnnxElementType.Int64, [places.Length, 1], places));
        var sums = c.Op("ScatterND", [zeros, table, updates], NodeAttribute.Text("reduction", "add"));
        var y = c.Reshape(c.Transpose(sums, 1, 0), [c.Size(x, 0), channels, .. padded]);
        for (var a = 0; a < space; a++)
            if (padded[a] != _image[a]) y = c.Slice(y, 2 + a, pads[a], pads[a] + _image[a]);
        c.Out(0, y);
    }

    private static long[] Known(Composition c, int input) => c.Numbers(c.Required(input))
        ?? throw new ExpansionException($"input '{c.Required(input)}' must be known while compiling; make it a constant of the model");

    private static long Product(long[] sizes) => sizes.Aggregate(1L, (a, b) => a * b);

    private long[] Ones(string name) => c.Node.Numbers(name) ?? [.. Enumerable.Repeat(1L, _image.Length)];

    private long Place(long tap, long column, long[] padded, long[] steps, long[] strides, long[] dilations)
    {
        long place = 0, stride = 1;
        for (var a = _image.Length - 1; a >= 0; a--)
        {
            place += (column % steps[a] * strides[a] + tap % _block[a] * dilations[a]) * stride;
            (tap, column, stride) = (tap / _block[a], column / steps[a], stride * padded[a]);
        }

        return place;
    }
}

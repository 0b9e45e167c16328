using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>The attributes of a sliding window (kernel, strides, pads, dilations, auto_pad) and the sizes that follow from them.</summary>
internal sealed class WindowShapes
{
    private readonly ShapeContext _context;
    private readonly long[] _strides;
    private readonly long[] _pads;
    private readonly long[] _dilations;
    private readonly string _autoPad;

    public WindowShapes(ShapeContext context, int dimensions)
    {
        _context = context;
        _strides = List("strides", dimensions, 1, 1);
        _dilations = List("dilations", dimensions, 1, 1);
        _pads = List("pads", 2 * dimensions, 0, long.MinValue);
        _autoPad = context.Node.Text("auto_pad");
    }

    /// <summary>Size after sliding a kernel over an input.</summary>
    public Dim Slide(Dim input, Dim kernel, int axis)
    {
        if (_autoPad is "SAME_UPPER" or "SAME_LOWER")
        {
            return Dim.CeilDiv(input, _strides[axis]);
        }

        var pads = _autoPad == "VALID" ? 0 : Before(axis) + After(axis);
        var room = input + pads - Reach(kernel, axis);
        var what = $"a window of {kernel} over {input} elements with pads {pads}: the number of steps";
        _context.NotNegative(room, what);
        var isCeil = _context.Node.Int("ceil_mode", 0) != 0;
        var steps = (isCeil ? Dim.CeilDiv(room, _strides[axis]) : Dim.FloorDiv(room, _strides[axis])) + 1;
        return isCeil && StartsOutside(steps, input, axis) ? steps - 1 : steps;
    }

    /// <summary>Size of the input that would give this output: a transposed convolution.</summary>
    public Dim Unslide(Dim input, Dim kernel, long extra, int axis)
    {
        if (_autoPad is "SAME_UPPER" or "SAME_LOWER")
        {
            return input * _strides[axis];
        }

        var pads = _autoPad == "VALID" ? 0 : Before(axis) + After(axis);
        return _context.NotNegative(((input - 1) * _strides[axis]) + extra + Reach(kernel, axis) - pads, $"size {axis} of the output");
    }

    // A window that would start behind the input and its front padding is left out.
    private bool StartsOutside(Dim steps, Dim input, int axis) =>
        ((steps - 1) * _strides[axis]).Constant >= (input + Before(axis)).Constant;

    private long Before(int axis) => _pads[axis];

    private long After(int axis) => _pads[axis + (_pads.Length / 2)];

    private Dim Reach(Dim kernel, int axis) => ((kernel - 1) * _dilations[axis]) + 1;

    private long[] List(string name, int length, long fallback, long least)
    {
        var list = _context.Node.Ints(name);
        if (list is null || list.Length == 0)
        {
            return [.. Enumerable.Repeat(fallback, length)];
        }

        return list.Length == length && list.All(v => v >= least && v is >= -int.MaxValue and <= int.MaxValue) ? list
            : throw new ShapeException($"{name} is [{string.Join(", ", list)}]; give {length} numbers{(least > 0 ? " above 0" : "")}");
    }
}

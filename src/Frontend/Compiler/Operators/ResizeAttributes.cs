using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>How a Resize or Upsample node finds places and weights (ONNX: Resize, formulas of the attributes).</summary>
internal sealed record ResizeAttributes(GraphNode Node, int Rank, double[]? Scales, bool HasSizes, double[]? Regions)
{
    private const long MostPlaces = 1 << 20;
    private const int MostReach = 64;

    private string Mode => Node.Text("mode");

    // Before operator set 11 places are output / scale, cut off.
    private bool IsOld => Node.Operator == "Upsample" || Node.Opset < 11;

    private string Coordinates => IsOld ? "asymmetric" : Node.Text("coordinate_transformation_mode");

    private bool Crops => Coordinates == "tf_crop_and_resize";

    private bool IsSmoothed => Node.Int("antialias") != 0 && Mode != "nearest";

    public static ResizeAttributes Of(GraphNode node, LoweringContext lowering)
    {
        var isOld = node.Operator == "Upsample" || node.Opset < 11;
        var rank = lowering.Required(node, 0).Shape.Length;
        var axes = node.Ints("axes")?.Select(a => Axes.Normalise(a, rank)).ToArray() ?? [.. Enumerable.Range(0, rank)];
        var hasSizes = !isOld && node.Input(3) is not null;
        double[]? given = isOld ? node.Floats("scales")?.Select(f => (double)f).ToArray() ?? lowering.Reals(node, 1)
            : hasSizes ? null : lowering.Reals(node, 2);
        var crops = node.Text("coordinate_transformation_mode") == "tf_crop_and_resize";
        return new ResizeAttributes(node, rank, Spread(given, axes, rank, 1), hasSizes, crops ? SpreadRegions(lowering.Reals(node, 1), axes, rank) : null);
    }

    public bool Changes(int axis, IndexExpr before, IndexExpr after) =>
        !before.Equals(after) || (Scales is not null && Scales[axis] != 1) || (Regions is { } r && (r[axis] != 0 || r[axis + Rank] != 1));

    public ResampledAxis Axis(int axis, long before, long after)
    {
        if (Math.Max(before, after) > MostPlaces)
            throw new ArgumentException($"axis {axis} from {before} to {after}: the table of places would be too large; at most {MostPlaces} are resized");
        var scale = Scales?[axis] ?? (double)after / before;
        var coordinates = Enumerable.Range(0, (int)after).Select(o => Coordinate(axis, o, scale, before, after)).ToArray();
        var outside = Crops ? coordinates.Select(x => x < 0 || x > before - 1).ToArray() : null;
        if (Mode == "nearest")
        {
            var sources = coordinates.Select(x => Math.Clamp(Nearest(x), 0, before - 1)).ToArray();
            return new ResampledAxis([sources], [[.. sources.Select(_ => 1.0)]], outside, Extrapolation);
        }

        // A filter stretched over the inputs of one output, when shrinking.
        var stretch = IsSmoothed ? Math.Max(1, 1 / scale) : 1;
        var reach = (int)Math.Min(Math.Ceiling((Mode == "cubic" ? 2 : 1) * stretch), int.MaxValue >> 1);
        if (reach > MostReach) throw new ArgumentException($"axis {axis} from {before} to {after} reads {2 * reach} elements for each; at most {2 * MostReach}");
        var taps = coordinates.Select(x => Taps(x, before, reach, stretch)).ToArray();
        return new ResampledAxis(
            [.. Enumerable.Range(0, 2 * reach).Select(t => taps.Select(o => o[t].Place).ToArray())],
            [.. Enumerable.Range(0, 2 * reach).Select(t => taps.Select(o => o[t].Weight).ToArray())], outside, Extrapolation);
    }

    private double Extrapolation => Node.Float("extrapolation_value");

    private double Coordinate(int axis, int o, double scale, long before, long after) => Coordinates switch
    {
        "asymmetric" => o / scale,
        "half_pixel" => (o + 0.5) / scale - 0.5,
        "pytorch_half_pixel" => after > 1 ? (o + 0.5) / scale - 0.5 : 0,
        "tf_half_pixel_for_nn" => (o + 0.5) / scale,
        "align_corners" => Aligned(o, scale * before - 1, before),
        "half_pixel_symmetric" => Symmetric(o, scale, before, after),
        "tf_crop_and_resize" => Cropped(Regions![axis], Regions[axis + Rank], o, before, after),
        var other => throw new ArgumentException($"coordinate_transformation_mode {other}"),
    };

    private static double Aligned(int o, double last, long before) => last > 0 ? o * (before - 1) / last : 0;

    private static double Symmetric(int o, double scale, long before, long after)
    {
        var adjustment = after / (scale * before);
        return before / 2.0 * (1 - adjustment) + (o + 0.5) / scale - 0.5;
    }

    private static double Cropped(double start, double end, int o, long before, long after) =>
        after > 1 ? start * (before - 1) + o * (end - start) * (before - 1) / (after - 1) : 0.5 * (start + end) * (before - 1);

    private long Nearest(double x) => (IsOld ? "floor" : Node.Text("nearest_mode")) switch
    {
        "floor" => (long)Math.Floor(x),
        "ceil" => (long)Math.Ceiling(x),
        "round_prefer_ceil" => (long)Math.Floor(x + 0.5),
        _ => (long)Math.Ceiling(x - 0.5),
    };

    private (long Place, double Weight)[] Taps(double x, long before, int reach, double stretch)
    {
        var first = (long)Math.Floor(x) - reach + 1;
        var isExact = Node.Int("exclude_outside") != 0;
        var places = Enumerable.Range(0, 2 * reach).Select(t => first + t).ToArray();
        var weights = places.Select(p => isExact && (p < 0 || p >= before) ? 0 : Filter((p - x) / stretch)).ToArray();
        var sum = isExact || IsSmoothed ? weights.Sum() : 1;
        return [.. places.Select((p, t) => (Math.Clamp(p, 0, before - 1), weights[t] / sum))];
    }

    // Linear: a triangle. Cubic: Keys' kernel with the given a.
    private double Filter(double distance)
    {
        var x = Math.Abs(distance);
        if (Mode != "cubic") return Math.Max(0, 1 - x);
        double a = Node.Float("cubic_coeff_a");
        if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
        return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
    }

    private static double[]? Spread(double[]? given, int[] axes, int rank, double other)
    {
        if (given is null) return null;
        if (given.Length != axes.Length || given.Any(v => !double.IsFinite(v))) throw new ArgumentException($"{given.Length} numbers for {axes.Length} axes");
        var all = Enumerable.Repeat(other, rank).ToArray();
        for (var i = 0; i < axes.Length; i++) all[axes[i]] = given[i];
        return all;
    }

    private static double[] SpreadRegions(double[]? given, int[] axes, int rank)
    {
        if (given is null || given.Length != 2 * axes.Length) throw new ArgumentException("tf_crop_and_resize without regions");
        return [.. Spread(given[..axes.Length], axes, rank, 0)!, .. Spread(given[axes.Length..], axes, rank, 1)!];
    }
}

using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>Scaled dot-product attention in its parts, and what language models add to it.</summary>
internal static class AttentionLayers
{
    /// <summary>[batch, tokens, heads * width] as [batch, heads, tokens, width].</summary>
    public static string Heads(this ModelBuilder b, string x, long heads, long width) =>
        b.Transpose(b.Reshape(x, 0, 0, heads, width), 0, 2, 1, 3);

    /// <summary>[batch, heads, tokens, width] as [batch, tokens, heads * width].</summary>
    public static string Joined(this ModelBuilder b, string x, long heads, long width) =>
        b.Reshape(b.Transpose(x, 0, 2, 1, 3), 0, 0, heads * width);

    /// <summary>Softmax(q k^T / sqrt(width), masked) v.</summary>
    public static string Attend(this ModelBuilder b, string q, string k, string v, long width, Func<string, string>? mask = null)
    {
        var scores = b.Op("Div", [b.MatMul(q, b.Transpose(k, 0, 1, 3, 2)), b.Real(Math.Sqrt(width))]);
        return b.MatMul(b.Softmax(mask is null ? scores : mask(scores)), v);
    }

    /// <summary>Scores of keys behind the query are the least number: keys are counted from 0, queries from the length of the
    /// cache.</summary>
    public static Func<string, string> Causal(this ModelBuilder b, string queries, string keys)
    {
        var total = b.Size(keys, 2);
        var first = b.Op("Sub", [total, b.Size(queries, 2)]);
        var rows = b.Unsqueeze(b.Op("Range", [first, total, b.Int(1)]), 1);
        var columns = b.Unsqueeze(b.Op("Range", [b.Int(0), total, b.Int(1)]), 0);
        var visible = b.Op("LessOrEqual", [columns, rows]);
        var least = b.Real(b.Element == OnnxElementType.Float16 ? -65504 : float.MinValue);
        return scores => b.Op("Where", [visible, scores, least]);
    }

    /// <summary>New keys or values behind those of the cache, if there is one.</summary>
    public static string Extend(this ModelBuilder b, string? past, string now) => past is null ? now : b.Concat(2, past, now);

    /// <summary>Rotates pairs of elements by angles that depend on the position: x cos + rotated(x) sin.</summary>
    public static string Rotary(this ModelBuilder b, string x, string cosine, string sine, long width)
    {
        var low = Half(b, x, 0, width / 2);
        var high = Half(b, x, width / 2, long.MaxValue);
        var turned = b.Concat(-1, b.Op("Neg", [high]), low);
        return b.Add(b.Mul(x, cosine), b.Mul(turned, sine));
    }

    /// <summary>Each cached head serves several query heads.</summary>
    public static string Repeat(this ModelBuilder b, string x, long heads, long times, long width)
    {
        if (times == 1)
        {
            return x;
        }

        var shape = b.Concat(0,
            b.Unsqueeze(b.Size(x, 0), 0), b.Ints(heads), b.Ints(times), b.Unsqueeze(b.Size(x, 2), 0), b.Ints(width));
        var wide = b.Op("Expand", [b.Unsqueeze(x, 2), shape]);
        var flat = b.Concat(0, b.Unsqueeze(b.Size(x, 0), 0), b.Ints(heads * times), b.Unsqueeze(b.Size(x, 2), 0), b.Ints(width));
        return b.Op("Reshape", [wide, flat]);
    }

    private static string Half(ModelBuilder b, string x, long from, long to) =>
        b.Op("Slice", [x, b.Ints(from), b.Ints(to), b.Ints(3), b.Ints(1)]);
}

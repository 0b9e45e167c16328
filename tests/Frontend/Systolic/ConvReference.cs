using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Tests.Systolic;

/// <summary>Convolution over up to three axes by plain loops; missing axes have extent and kernel 1.</summary>
internal sealed class ConvReference
{
    private readonly Dictionary<string, string> _options;
    private readonly Values _values;
    private readonly long[] _in;
    private readonly long[] _kernel;
    private readonly long[] _out = new long[3];
    private readonly long[] _stride;
    private readonly long[] _pad;
    private readonly long[] _dilation;
    private readonly bool _transposed;

    private ConvReference(string text, Values values, bool transposed)
    {
        _transposed = transposed;
        _options = text.Split(',').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        _values = values;
        _in = [Number("D"), Number("H"), Number("W")];
        _kernel = [Number("KD"), Number("KH"), Number("KW")];
        (_stride, _pad, _dilation) = (List("stride", 1), List("pad", 0), List("dilation", 1));
        for (var d = 0; d < 3; d++)
            _out[d] = transposed
                ? (_in[d] - 1) * _stride[d] - 2 * _pad[d] + _kernel[d]
                : (_in[d] + 2 * _pad[d] - (_kernel[d] - 1) * _dilation[d] - 1) / _stride[d] + 1;
    }

    public static void Check(Module module, string text, params (string Name, long Value)[] sizes)
    {
        var values = new Values(module, 3, sizes);
        values.Check(new ConvReference(text, values, false).Compute());
    }

    public static void CheckTransposed(Module module, string text, params (string Name, long Value)[] sizes)
    {
        var values = new Values(module, 3, sizes);
        values.Check(new ConvReference(text, values, true).Compute());
    }

    private List<(double, double)> Compute()
    {
        var result = new List<(double, double)>();
        for (long n = 0; n < Number("N"); n++)
            for (long oc = 0; oc < Number("OC"); oc++)
                for (long z = 0; z < _out[0]; z++)
                    for (long y = 0; y < _out[1]; y++)
                        for (long x = 0; x < _out[2]; x++) result.Add(Element(n, oc, [z, y, x], result.Count));
        return result;
    }

    private (double, double) Element(long n, long oc, long[] at, int ordinal)
    {
        var groups = Number("groups");
        var (channels, depth) = (Number("C"), Number("C") / groups);
        var group = oc / (Number("OC") / groups);
        double sum = 0, magnitude = 1;
        for (long c = 0; c < depth; c++)
            for (long k = 0; k < _kernel[0] * _kernel[1] * _kernel[2]; k++)
            {
                long[] tap = [k / (_kernel[1] * _kernel[2]), k / _kernel[2] % _kernel[1], k % _kernel[2]];
                var place = n * channels + group * depth + c;
                var inside = true;
                for (var d = 0; d < 3; d++)
                {
                    var i = at[d] * _stride[d] + tap[d] * _dilation[d] - _pad[d];
                    if (_transposed)
                    {
                        var scaled = at[d] + _pad[d] - tap[d];
                        i = scaled % _stride[d] == 0 ? scaled / _stride[d] : -1;
                    }

                    inside &= i >= 0 && i < _in[d];
                    place = place * _in[d] + i;
                }

                if (!inside) continue;
                var outDepth = Number("OC") / groups;
                var matrix = _transposed ? (group * depth + c) * outDepth + oc % outDepth : oc * depth + c;
                var product = _values["x"][place] * _values["w"][matrix * _kernel[0] * _kernel[1] * _kernel[2] + k];
                (sum, magnitude) = (sum + product, magnitude + Math.Abs(product));
            }

        if (_options.GetValueOrDefault("bias") == "true") sum += _values["bias"][oc];
        if (_options.GetValueOrDefault("residual") == "true") sum += _values["residual"][ordinal];
        return (ReferenceMath.Activate(_options.GetValueOrDefault("activation", "none"), sum), magnitude);
    }

    private long Number(string name) => long.Parse(_options.GetValueOrDefault(name, "1"));

    private long[] List(string name, long missing)
    {
        var given = _options.GetValueOrDefault(name, missing.ToString()).Split('x').Select(long.Parse).ToArray();
        var rank = _options.ContainsKey("D") ? 3 : _options.ContainsKey("H") ? 2 : 1;
        long[] all = given.Length == 1 ? [.. Enumerable.Repeat(given[0], rank)] : given;
        return [.. Enumerable.Repeat(missing, 3 - rank), .. all];
    }
}

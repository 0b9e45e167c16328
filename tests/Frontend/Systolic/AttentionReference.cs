using ActorSim.Frontend.Compiler.Ir;
using Xunit;

namespace ActorSim.Frontend.Tests.Systolic;

/// <summary>Attention by plain loops in double.</summary>
internal sealed class AttentionReference
{
    private readonly Dictionary<string, string> _options;
    private readonly Values _values;
    private readonly long _l;
    private readonly long _s;
    private readonly long _e;
    private readonly long _ev;

    private AttentionReference(string text, Values values)
    {
        _options = text.Split(',').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        (_values, _l, _s, _e) = (values, Number("L"), Number("S"), Number("E"));
        _ev = _options.ContainsKey("EV") ? Number("EV") : _e;
    }

    public static void Check(Module module, string text, double tolerance, params (string Name, long Value)[] sizes)
    {
        var values = new Values(module, 9, sizes);
        var actual = values.Run();
        var expected = new AttentionReference(text, values).Compute();
        Assert.Equal(expected.Count, actual.Length);
        for (var i = 0; i < actual.Length; i++)
            if (!(Math.Abs(actual[i] - expected[i]) <= tolerance) && !(double.IsNaN(actual[i]) && double.IsNaN(expected[i])))
                Assert.Fail($"element {i} of {actual.Length} is {actual[i]}, expected {expected[i]}");
    }

    private List<double> Compute()
    {
        var result = new List<double>();
        for (long b = 0; b < Number("B"); b++)
            for (long h = 0; h < Number("H"); h++)
                for (long l = 0; l < _l; l++) result.AddRange(Row(b, h, l));
        return result;
    }

    private double[] Row(long b, long h, long l)
    {
        var kvHeads = Number("H") / Number("group");
        var q = ((b * Number("H") + h) * _l + l) * _e;
        var kv = (b * kvHeads + h / Number("group")) * _s;
        var scale = _options.TryGetValue("scale", out var given) ? double.Parse(given) : 1 / Math.Sqrt(_e);
        var weights = new double[_s];
        for (long s = 0; s < _s; s++)
        {
            double dot = 0;
            for (long e = 0; e < _e; e++) dot += _values["q"][q + e] * _values["k"][(kv + s) * _e + e];
            weights[s] = Sees(l, s) ? dot * scale + (_options.ContainsKey("mask") ? _values["mask"][l * _s + s] : 0) : double.NegativeInfinity;
        }

        var max = weights.Max();
        var total = weights.Sum(w => Math.Exp(w - max));
        var row = new double[_ev];
        for (long s = 0; s < _s; s++)
            for (long e = 0; e < _ev; e++) row[e] += Math.Exp(weights[s] - max) / total * _values["v"][(kv + s) * _ev + e];
        return row;
    }

    private bool Sees(long l, long s) => _options.GetValueOrDefault("causal") switch
    {
        "first" => s <= l,
        "last" => s <= l + _s - _l,
        _ => true,
    };

    private long Number(string name) => long.Parse(_options.GetValueOrDefault(name, "1"));
}

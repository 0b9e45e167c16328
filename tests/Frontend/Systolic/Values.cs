using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Interpreter;
using ActorSim.Frontend.Interpreter.Data;
using Xunit;

namespace ActorSim.Frontend.Tests.Systolic;

/// <summary>Random inputs for a module, its outputs as doubles, and their comparison with reference values.</summary>
internal sealed class Values
{
    private readonly Module _module;
    private readonly Dictionary<string, long> _sizes;
    private readonly Dictionary<string, double[]> _inputs = new(StringComparer.Ordinal);

    public Values(Module module, int seed, params (string Name, long Value)[] sizes)
    {
        (_module, _sizes) = (module, sizes.ToDictionary(s => s.Name, s => s.Value));
        var random = new Random(seed);
        foreach (var tensor in module.Tensors.Where(t => t.Role == TensorRole.Input))
        {
            var count = ShapeOf(tensor).Aggregate(1L, (a, b) => a * b);
            _inputs[tensor.Name] = [.. Enumerable.Range(0, (int)count).Select(_ => Rounded(tensor.Type, random))];
        }
    }

    public double[] this[string input] => _inputs[input];

    public double[] Run()
    {
        var inputs = _module.Tensors.Where(t => t.Role == TensorRole.Input)
            .Select(t => TensorData.FromDoubles(t.Type, _inputs[t.Name], ShapeOf(t)));
        return Assert.Single(FunctionalRun.Execute(_module, _sizes, [.. inputs])).ToDoubles();
    }

    /// <summary>Every output within 1e-5 of the magnitude of what was summed up in it, plus half a step of the result's type.</summary>
    public void Check(IReadOnlyList<(double Value, double Magnitude)> expected)
    {
        var actual = Run();
        var type = _module.Tensors.Last(t => t.Role == TensorRole.Output).Type;
        var step = type switch { ElementType.F16 => 1.0 / 1024, ElementType.BF16 => 1.0 / 128, _ => 0 };
        Assert.Equal(expected.Count, actual.Length);
        for (var i = 0; i < actual.Length; i++)
        {
            var (value, magnitude) = expected[i];
            var bound = type.IsFloat() ? 1e-5 * magnitude + step * Math.Abs(value) + 1e-6 * step + 1e-7 : 0;
            if (!(Math.Abs(actual[i] - value) <= bound))
                Assert.Fail($"element {i} of {actual.Length} is {actual[i]}, expected {value} within {bound}");
        }
    }

    private long[] ShapeOf(TensorDecl tensor) => [.. tensor.Shape.Select(e => e.Evaluate(v => _sizes[v.Name]))];

    private static double Rounded(ElementType type, Random random) => type switch
    {
        ElementType.I8 => random.Next(-128, 128),
        ElementType.U8 => random.Next(0, 256),
        ElementType.I32 => random.Next(-1000, 1000),
        ElementType.F16 => (double)(Half)(random.NextDouble() * 2 - 1),
        ElementType.BF16 => random.Next(-128, 129) / 128.0,
        _ => (float)(random.NextDouble() * 2 - 1),
    };
}

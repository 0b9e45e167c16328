using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Frontend.Tests.Laws.Vector;

/// <summary>Numbers in a row-major box: what reference implementations compute on.</summary>
internal sealed class NdArray(long[] shape, double[] values)
{
    public long[] Shape => shape;

    public double[] Values => values;

    public int Rank => shape.Length;

    public double this[params IReadOnlyList<long> index]
    {
        get => values[Flat(index)];
        set => values[Flat(index)] = value;
    }

    public static NdArray From(long[] shape, Func<long[], double> value)
    {
        var result = new NdArray(shape, new double[shape.Aggregate(1L, (p, e) => p * e)]);
        for (var flat = 0L; flat < result.Values.Length; flat++) result.Values[flat] = value(result.Index(flat));
        return result;
    }

    /// <summary>Random values that the type holds exactly.</summary>
    public static NdArray Random(Random random, ElementType type, params long[] shape)
    {
        double Value() => type switch
        {
            ElementType.Bool => random.Next(2),
            _ when type.IsFloat() => random.NextDouble() * 4 - 2,
            _ when type.IsSigned() => random.Next(-9, 10),
            _ => random.Next(0, 10),
        };
        return Rounded(type, From(shape, _ => Value()));
    }

    public static NdArray Rounded(ElementType type, NdArray x) =>
        new(x.Shape, TensorData.FromDoubles(type, x.Values, x.Shape).ToDoubles());

    public TensorData Data(ElementType type) => TensorData.FromDoubles(type, values, shape);

    public long[] Index(long flat)
    {
        var index = new long[shape.Length];
        for (var k = shape.Length - 1; k >= 0; k--) (flat, index[k]) = Math.DivRem(flat, shape[k]);
        return index;
    }

    public long Flat(IReadOnlyList<long> index)
    {
        var flat = 0L;
        for (var k = 0; k < shape.Length; k++) flat = flat * shape[k] + index[k];
        return flat;
    }

    /// <summary>The element that numpy's broadcasting puts at a point of a larger shape.</summary>
    public double At(long[] point)
    {
        var lead = point.Length - shape.Length;
        return this[[.. shape.Select((e, k) => e == 1 ? 0 : point[k + lead])]];
    }
}

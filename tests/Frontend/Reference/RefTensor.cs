using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Frontend.Tests.Reference;

/// <summary>A dense row-major tensor of doubles: what plain reference implementations compute on (integers below 2^53 are exact).</summary>
public sealed class RefTensor
{
    public RefTensor(long[] shape, double[]? values = null)
    {
        Shape = shape;
        var count = shape.Aggregate(1L, (a, b) => a * b);
        Values = values ?? new double[count];
        if (Values.Length != count) throw new ArgumentException($"{Values.Length} values for shape {string.Join('x', shape)}");
    }

    public long[] Shape { get; }

    public double[] Values { get; }

    public int Rank => Shape.Length;

    public long Count => Values.LongLength;

    public double this[params long[] index]
    {
        get => Values[Offset(index)];
        set => Values[Offset(index)] = value;
    }

    public static RefTensor From(TensorData data) => new([.. data.Shape], data.ToDoubles());

    /// <summary>Seeded values uniform in [low, high), rounded to the type; integers for integer types.</summary>
    public static RefTensor Random(int seed, ElementType type, long[] shape, double low = -1, double high = 1)
    {
        var random = new Random(seed);
        var tensor = new RefTensor(shape);
        for (var i = 0; i < tensor.Count; i++)
        {
            var value = low + (high - low) * random.NextDouble();
            tensor.Values[i] = type.IsFloat() ? value : Math.Floor(value);
        }

        return From(tensor.ToData(type));
    }

    public TensorData ToData(ElementType type) => new(type, Shape, TensorData.FromDoubles(type, Values, Count).Bytes);

    public RefTensor Map(Func<double, double> function) => new(Shape, Array.ConvertAll(Values, v => function(v)));

    public RefTensor Reshape(params long[] shape) => new(shape, Values);

    /// <summary>All indices in row-major order; the array is reused.</summary>
    public static IEnumerable<long[]> Indices(long[] shape)
    {
        if (shape.Any(e => e == 0)) yield break;
        var index = new long[shape.Length];
        while (true)
        {
            yield return index;
            var axis = shape.Length - 1;
            while (axis >= 0 && ++index[axis] == shape[axis]) index[axis--] = 0;
            if (axis < 0) yield break;
        }
    }

    /// <summary>Where an element is in <see cref="Values"/>.</summary>
    public long Offset(long[] index)
    {
        if (index.Length != Rank) throw new ArgumentException($"{index.Length} indices for rank {Rank}");
        long offset = 0;
        for (var axis = 0; axis < Rank; axis++)
        {
            if (index[axis] < 0 || index[axis] >= Shape[axis]) throw new ArgumentOutOfRangeException(nameof(index), $"axis {axis}: {index[axis]}");
            offset = offset * Shape[axis] + index[axis];
        }

        return offset;
    }
}

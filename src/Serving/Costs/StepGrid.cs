using System.Numerics;

namespace ActorSim.Serving.Costs;

/// <summary>Shapes whose costs are found; those between them are interpolated. <see cref="Exact"/>: all are.</summary>
/// <param name="Context">Cached tokens: its multiples, 1 or more.</param>
/// <param name="Tokens">New tokens of a prompt: 1 and its multiples, 1 or more.</param>
/// <param name="PowersOfTwo">Sequences: powers of two; else all numbers.</param>
public sealed record StepGrid(int Context, int Tokens, bool PowersOfTwo)
{
    /// <summary>No interpolation.</summary>
    public static StepGrid Exact { get; } = new(1, 1, false);

    internal (int Low, int High) ContextAround(int past) => Around(past, Context);

    internal (int Low, int High) TokensAround(int tokens)
    {
        var (low, high) = tokens == 1 ? (1, 1) : Around(tokens, Tokens);
        return (Math.Max(low, 1), high);
    }

    internal (int Low, int High) BatchAround(int batch) => !PowersOfTwo ? (batch, batch)
        : (1 << BitOperations.Log2((uint)batch), (int)BitOperations.RoundUpToPowerOf2((uint)batch));

    private static (int Low, int High) Around(int value, int step)
    {
        var low = value / step * step;
        return (low, low == value ? value : (int)Math.Min((long)low + step, int.MaxValue));
    }
}

/// <summary>
/// Costs on a grid of shapes, each asked for once, and linear between its points along each axis. Where more work never costs less, a cost and what it
/// stands for both lie between those of the least and the greatest corner: <see cref="Spread"/> sums how far these are apart.
/// </summary>
public sealed class InterpolatedCosts(IStepCosts inner, StepGrid grid) : IStepCosts
{
    private readonly Dictionary<StepShape, StepCost> _known = [];
    private double _cycles;
    private double _spread;

    /// <summary>Passes that were asked for.</summary>
    public long Passes { get; private set; }

    /// <summary>Those whose shape was not on the grid.</summary>
    public long Interpolated { get; private set; }

    /// <summary>Different shapes of the grid.</summary>
    public int Shapes => _known.Count;

    /// <summary>Bound of the error of all cycles together, as a share of them: 0 where nothing was interpolated.</summary>
    public double Spread => _cycles == 0 ? 0 : _spread / _cycles;

    /// <inheritdoc/>
    public StepCost Of(StepShape shape)
    {
        var (batch, tokens, past) = (grid.BatchAround(shape.Batch), grid.TokensAround(shape.Tokens), grid.ContextAround(shape.Past));
        var least = At(new StepShape(batch.Low, tokens.Low, past.Low));
        var cost = Along(shape.Batch, batch, b => Along(shape.Tokens, tokens, t => Along(shape.Past, past, p => At(new StepShape(b, t, p)))));
        var most = At(new StepShape(batch.High, tokens.High, past.High));
        Passes++;
        Interpolated += least == most ? 0 : 1;
        _cycles += cost.Cycles;
        _spread += most.Cycles - least.Cycles;
        return cost;
    }

    private static StepCost Along(int value, (int Low, int High) around, Func<int, StepCost> at)
    {
        var low = at(around.Low);
        if (around.Low == around.High)
        {
            return low;
        }

        var high = at(around.High);
        var (part, whole) = (value - around.Low, around.High - around.Low);
        var cycles = low.Cycles + (long)Math.Round((double)(high.Cycles - low.Cycles) * part / whole);
        return new StepCost(cycles, low.Joules + ((high.Joules - low.Joules) * part / whole));
    }

    private StepCost At(StepShape shape)
    {
        if (!_known.TryGetValue(shape, out var cost))
        {
            _known.Add(shape, cost = inner.Of(shape));
        }

        return cost;
    }
}

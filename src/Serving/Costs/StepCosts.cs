namespace ActorSim.Serving.Costs;

/// <summary>One pass through the model: so many sequences, each with so many new tokens behind so many cached ones.</summary>
/// <param name="Batch">Sequences, 1 or more.</param>
/// <param name="Tokens">New tokens of each: 1 when decoding, more of a prompt.</param>
/// <param name="Past">Tokens of each in the cache, 0 or more.</param>
public readonly record struct StepShape(int Batch, int Tokens, int Past);

/// <summary>What a pass takes.</summary>
/// <param name="Cycles">Core cycles, above 0.</param>
/// <param name="Joules">Energy, as far as it is modelled; null: not at all.</param>
public readonly record struct StepCost(long Cycles, double? Joules);

/// <summary>Gives the cost of a pass. The same shape always costs the same.</summary>
public interface IStepCosts
{
    StepCost Of(StepShape shape);
}

/// <summary>A cost that is a function of the shape.</summary>
public sealed class FormulaCosts(Func<StepShape, long> cycles) : IStepCosts
{
    /// <inheritdoc/>
    public StepCost Of(StepShape shape) => new(cycles(shape), null);
}

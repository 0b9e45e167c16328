using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Stats;

/// <summary>One number of a report.</summary>
/// <param name="Name">Unique within its section.</param>
/// <param name="Value">The value, in <typeparamref name="TUnit"/>.</param>
/// <param name="Definition">What is counted, from when to when; one sentence.</param>
public sealed record Stat<TUnit>(string Name, long Value, string Definition) : IStat
    where TUnit : IUnit
{
    public string Unit => TUnit.Symbol;
}

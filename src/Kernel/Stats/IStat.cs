using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Stats;

/// <summary>A <see cref="Stat{TUnit}"/> of any unit.</summary>
public interface IStat
{
    string Name { get; }

    long Value { get; }

    string Unit { get; }

    string Definition { get; }
}

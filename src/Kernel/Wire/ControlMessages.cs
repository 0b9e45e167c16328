namespace ActorSim.Kernel.Wire;

/// <summary>What processes that share a run say to each other beside the model's messages. Plain data, few and small: only these types go through
/// the general serializer of the control plane.</summary>
public static class ControlMessages
{
    /// <summary>The allow-list.</summary>
    public static IReadOnlyList<Type> Types { get; } = [typeof(NodeHello), typeof(RunBound), typeof(RunEnded)];
}

/// <summary>A process presents itself: whoever has another schema or model cannot take part.</summary>
/// <param name="Rank">Its number in the run, from 0.</param>
/// <param name="SchemaVersion">Its <see cref="MessageCatalog.SchemaVersion"/>.</param>
/// <param name="ModelHash">Hash of the model that it built.</param>
public sealed record NodeHello(int Rank, int SchemaVersion, string ModelHash);

/// <summary>A process promises that it sends nothing earlier.</summary>
/// <param name="Rank">Who promises.</param>
/// <param name="Round">Number of the round, from 0.</param>
/// <param name="Ticks">Nothing earlier than this; <see cref="long.MaxValue"/>: nothing at all.</param>
public sealed record RunBound(int Rank, long Round, long Ticks);

/// <summary>A process has ended its part.</summary>
/// <param name="Rank">Who.</param>
/// <param name="Ticks">Time of the last message it handled.</param>
/// <param name="Failure">Why it could not go on; null when it came to the end.</param>
public sealed record RunEnded(int Rank, long Ticks, string? Failure);

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

/// <summary>A <see cref="Stat{TUnit}"/> of any unit.</summary>
public interface IStat
{
    string Name { get; }

    long Value { get; }

    string Unit { get; }

    string Definition { get; }
}

/// <summary>A unit of measurement, as a type, so that a law cannot add bytes to cycles.</summary>
public interface IUnit
{
    /// <summary>As printed behind the value.</summary>
    static abstract string Symbol { get; }
}

/// <summary>The units that reports use.</summary>
public static class Units
{
    /// <summary>Cycles of the clock that the definition names.</summary>
    public sealed class Cycles : IUnit
    {
        public static string Symbol => "cycles";
    }

    public sealed class Bytes : IUnit
    {
        public static string Symbol => "B";
    }

    /// <summary>A plain number of things, which the definition names.</summary>
    public sealed class Count : IUnit
    {
        public static string Symbol => "";
    }
}

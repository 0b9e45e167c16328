namespace ActorSim.Kernel.Stats;

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

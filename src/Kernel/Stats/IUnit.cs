namespace ActorSim.Kernel.Stats;

/// <summary>A unit of measurement, as a type, so that a law cannot add bytes to cycles.</summary>
public interface IUnit
{
    /// <summary>As printed behind the value.</summary>
    static abstract string Symbol { get; }
}

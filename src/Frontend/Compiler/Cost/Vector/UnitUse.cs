namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>Busy core cycles of a functional unit, summed over its copies.</summary>
public readonly record struct UnitUse(string Name, int Count, long BusyCycles)
{
    /// <summary>Share of the time the copies were busy on average, 0..1.</summary>
    public double Occupancy(long cycles) => cycles == 0 ? 0 : (double)BusyCycles / Count / cycles;
}

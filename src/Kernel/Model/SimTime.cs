namespace ActorSim.Kernel.Model;

/// <summary>Simulated time in ticks of the run's <see cref="Timebase"/>: an integer, so that no clock drifts.</summary>
public readonly record struct SimTime(long Ticks) : IComparable<SimTime>
{
    public static readonly SimTime Zero = new(0);

    /// <summary>Later than every event: "nothing will happen".</summary>
    public static readonly SimTime Never = new(long.MaxValue);

    public bool IsNever => Ticks == long.MaxValue;

    public int CompareTo(SimTime other) => Ticks.CompareTo(other.Ticks);

    public static bool operator <(SimTime a, SimTime b) => a.Ticks < b.Ticks;
    public static bool operator >(SimTime a, SimTime b) => a.Ticks > b.Ticks;
    public static bool operator <=(SimTime a, SimTime b) => a.Ticks <= b.Ticks;
    public static bool operator >=(SimTime a, SimTime b) => a.Ticks >= b.Ticks;

    /// <summary>Saturates at <see cref="Never"/>, so that a promise of "never" stays one. <paramref name="ticks"/> must be &gt;=
    /// 0.</summary>
    public static SimTime operator +(SimTime a, long ticks) => a.Ticks > long.MaxValue - ticks ? Never : new(a.Ticks + ticks);

    public static SimTime Min(SimTime a, SimTime b) => a.Ticks <= b.Ticks ? a : b;
    public static SimTime Max(SimTime a, SimTime b) => a.Ticks >= b.Ticks ? a : b;

    public override string ToString() => IsNever ? "never" : Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

using System.Runtime.CompilerServices;

namespace ActorSim.Kernel.Model;

/// <summary>Exact conversion of cycles between two clocks; free when they are equal.</summary>
public readonly struct ClockCrossing(Clock from, Clock to)
{
    private readonly long _from = from.PeriodTicks;
    private readonly long _to = to.PeriodTicks;

    /// <summary>First edge of the receiving clock at or after edge <paramref name="cycle"/> of the sending one
    /// (the receiver ticks later within an equal time).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long AtOrAfter(long cycle) => _from == _to ? cycle : ((cycle * _from) + _to - 1) / _to;

    /// <summary>First edge of the receiving clock strictly after edge <paramref name="cycle"/> of the sending one
    /// (the receiver ticks earlier within an equal time).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long After(long cycle) => _from == _to ? cycle + 1 : (cycle * _from / _to) + 1;
}

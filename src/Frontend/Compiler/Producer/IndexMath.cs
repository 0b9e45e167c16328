namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>Integer operations of index expressions that C# lacks; called by compiled kernels.</summary>
internal static class IndexMath
{
    public static long FloorDiv(long a, long b)
    {
        var quotient = a / b;
        return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
    }

    public static long Mod(long a, long b) => checked(a - (b * FloorDiv(a, b)));

    /// <summary>Iterations of a loop over [0, extent).</summary>
    public static long Trips(long extent, long step) => extent <= 0 ? 0 : ((extent - 1) / step) + 1;
}

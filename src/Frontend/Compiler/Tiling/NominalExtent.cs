using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>
/// Tiles are static, so a size that is known only at run time counts as 4 arrays' length (or as its largest value if that is
/// smaller): long enough for the weights to be reused, short enough for a small run not to work mostly on padding.
/// </summary>
public static class NominalExtent
{
    /// <summary>Arrays' lengths that an unknown extent counts as.</summary>
    public const int Blocks = 4;

    public static long Of(IndexExpr extent, MachineFacts machine)
    {
        if (extent.TryConstant(out var value)) return Math.Max(value, 1);
        var nominal = (long)Blocks * machine.Lanes;
        return Math.Clamp(extent.Range.Max, 1, nominal);
    }

    /// <summary>The extent in a mapping key: its number, or ? for one that is known at run time.</summary>
    public static string Key(IndexExpr extent) => extent.TryConstant(out var value) ? value.ToString() : "?";
}

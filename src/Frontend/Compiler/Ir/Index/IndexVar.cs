namespace ActorSim.Frontend.Compiler.Ir.Index;

/// <summary>
/// A named integer with what is known about it: <paramref name="Min"/> and <paramref name="Max"/> are inclusive
/// (<see cref="long.MaxValue"/> = no bound known), and it is a multiple of <paramref name="DivisibleBy"/> (1 or more).
/// Names are unique within a module. A loop over [0, E) with symbolic E names E in <paramref name="Extent"/>.
/// </summary>
public sealed record IndexVar(
    string Name, IndexVarKind Kind, long Min = 0, long Max = long.MaxValue, long DivisibleBy = 1, IndexExpr? Extent = null)
{
    /// <summary>A size: at least 1, unless told otherwise.</summary>
    public static IndexVar Size(string name, long min = 1, long max = long.MaxValue, long divisibleBy = 1) =>
        new(name, IndexVarKind.Size, min, max, divisibleBy);

    /// <summary>An index that takes the values 0, step, 2 step, ... below <paramref name="extent"/>.</summary>
    public static IndexVar Loop(string name, IndexExpr extent, long step = 1)
    {
        var last = extent.Range.Max;
        var max = last == long.MaxValue ? last : Math.Max(0, (last - 1) / step * step);
        return new IndexVar(name, IndexVarKind.Loop, 0, max, step, extent);
    }

    public bool Equals(IndexVar? other) => other is not null && Name == other.Name && Kind == other.Kind;

    public override int GetHashCode() => string.GetHashCode(Name, StringComparison.Ordinal);

    public override string ToString() => Name;
}

/// <summary>What an index variable stands for.</summary>
public enum IndexVarKind
{
    /// <summary>A size of the program, given when it runs (a shape argument).</summary>
    Size,

    /// <summary>The running index of a loop or of an iteration axis.</summary>
    Loop,
}

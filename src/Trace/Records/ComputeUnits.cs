namespace ActorSim.Trace.Records;

/// <summary>Kind of operation that a compute tile is; the numbers are the file format's.</summary>
public enum ComputeUnit : byte
{
    Vector = 0,
    Matmul = 1,
    Preload = 2,
    CrossLane = 3,
}

/// <summary>Unit of a core that executes operations.</summary>
public enum UnitPlace : byte
{
    /// <summary>One of the core's systolic arrays.</summary>
    Array = 0,

    /// <summary>The vector unit.</summary>
    Vector = 1,

    /// <summary>The cross-lane unit.</summary>
    CrossLane = 2,
}

/// <summary>One kind of operation.</summary>
/// <param name="Unit">Its number in a trace.</param>
/// <param name="Name">Its name in text forms, reports and timelines.</param>
/// <param name="Place">Where it is executed.</param>
/// <param name="UsesWeights">Whether it fills the weights of an array (preload) or multiplies with them (matmul).</param>
public sealed record ComputeUnitKind(ComputeUnit Unit, string Name, UnitPlace Place, bool UsesWeights = false);

/// <summary>The kinds of operations: trace, issue, report, timeline and cost tables read them here.</summary>
public static class ComputeUnits
{
    /// <summary>By number.</summary>
    public static IReadOnlyList<ComputeUnitKind> All { get; } =
    [
        new(ComputeUnit.Vector, "vector", UnitPlace.Vector),
        new(ComputeUnit.Matmul, "matmul", UnitPlace.Array, UsesWeights: true),
        new(ComputeUnit.Preload, "preload", UnitPlace.Array, UsesWeights: true),
        new(ComputeUnit.CrossLane, "cross-lane", UnitPlace.CrossLane),
    ];

    /// <summary>Number of places.</summary>
    public static int Places { get; } = Enum.GetValues<UnitPlace>().Length;

    /// <summary>The kinds' names, by number.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(k => k.Name)];

    /// <summary>The row of a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public static ComputeUnitKind Of(ComputeUnit unit) =>
        (int)unit < All.Count ? All[(int)unit] : throw new ArgumentOutOfRangeException(nameof(unit), unit, "no kind of operation has this number");

    /// <summary>Where operations of this kind are executed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static UnitPlace PlaceOf(ComputeUnit unit) => Of(unit).Place;

    /// <summary>The kind of this name; null if there is none.</summary>
    public static ComputeUnitKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);
}

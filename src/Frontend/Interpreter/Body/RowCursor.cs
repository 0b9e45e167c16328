using System.Collections.Immutable;

namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>
/// Cuts an iteration space into rows: the trailing axes that make a row worth working on at once, and the outer axes that number the rows.
/// </summary>
internal sealed class RowCursor
{
    private const long WorthWhile = 512;
    private const long Most = 4096;

    public RowCursor(ImmutableArray<long> extents, bool whole)
    {
        Extents = extents;
        OuterRank = extents.Length;
        long points = 1;
        while (OuterRank > 0)
        {
            var next = checked(points * extents[OuterRank - 1]);
            if (!whole && points > 1 && (points >= WorthWhile || next > Most)) break;
            (points, OuterRank) = (next, OuterRank - 1);
        }

        Points = checked((int)points);
        Outer = new long[OuterRank];
    }

    public ImmutableArray<long> Extents { get; }

    /// <summary>Number of outer axes.</summary>
    public int OuterRank { get; }

    /// <summary>Points in a row.</summary>
    public int Points { get; }

    /// <summary>Coordinates of the current row.</summary>
    public long[] Outer { get; }

    public void Start() => Array.Clear(Outer);

    /// <summary>False after the last row.</summary>
    public bool Next()
    {
        for (var axis = OuterRank - 1; axis >= 0; axis--)
        {
            if (++Outer[axis] < Extents[axis]) return true;
            Outer[axis] = 0;
        }

        return false;
    }

    /// <summary>Coordinate on an inner axis of the row's point.</summary>
    public long InnerCoordinate(int point, int axis)
    {
        long rest = point;
        for (var a = Extents.Length - 1; a > axis; a--) rest /= Extents[a];
        return rest % Extents[axis];
    }
}

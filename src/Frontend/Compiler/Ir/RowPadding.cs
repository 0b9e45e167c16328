namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// Where the elements of a tensor lie whose rows are padded in DRAM. Kernels count elements as if rows were dense, so that the program
/// that runs on numbers and the one that is timed are the same; only records see the padding.
/// </summary>
/// <param name="Row">Elements of a row, above 1.</param>
/// <param name="Padded">Elements that it takes.</param>
internal sealed record RowPadding(long Row, long Padded)
{
    /// <summary>
    /// Null if rows need no padding, or stay dense: those of vectors, and those that would more than double (a compiler gives such a
    /// tensor another order of dimensions instead).
    /// </summary>
    public static RowPadding? Of(ReadOnlySpan<long> shape, int rowElements)
    {
        if (shape.Length < 2) return null;
        var padded = Extent(shape[^1], rowElements);
        return padded != shape[^1] ? new RowPadding(shape[^1], padded) : null;
    }

    /// <summary>Elements that a row of <paramref name="row"/> takes.</summary>
    public static long Extent(long row, int rowElements)
    {
        var padded = (row + rowElements - 1) / rowElements * rowElements;
        return row > 1 && padded <= 2 * row ? padded : row;
    }

    /// <summary>Where an element lies, in elements.</summary>
    public long Place(long element)
    {
        var row = Math.DivRem(element, Row, out var column);
        return column < 0 ? checked((row - 1) * Padded + column + Row) : checked(row * Padded + column);
    }

    /// <summary>Whether the elements from <paramref name="first"/> to before <paramref name="behind"/> are neighbours in memory.</summary>
    public bool IsInOneRow(long first, long behind) => first >= 0 && first / Row == (behind - 1) / Row;

    /// <summary>What lies so far apart: whole rows are longer, steps within a row are what they were.</summary>
    public long Step(long stride) => Math.Abs(stride) >= Row ? Place(stride) : stride;
}

using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>
/// What the choice of a matrix product's tile depends on. Extents are in elements, 1 or more; an extent known only at run time enters
/// as <see cref="NominalExtent"/> says.
/// </summary>
public sealed record GemmProblem(MachineFacts Machine, long M, long N, long K)
{
    /// <summary>Bytes of an element of A and B.</summary>
    public int OperandBytes { get; init; } = 4;

    /// <summary>Bytes of an element of the accumulator.</summary>
    public int AccumulatorBytes { get; init; } = 4;

    /// <summary>Further tiles of A's shape that a fused prologue keeps.</summary>
    public int ExtraA { get; init; }

    /// <summary>Further tiles of B's shape that a fused prologue keeps.</summary>
    public int ExtraB { get; init; }

    /// <summary>Further tiles of C's shape that a fused epilogue keeps.</summary>
    public int ExtraC { get; init; }

    /// <summary>Bytes of an element of a bias that has a buffer of its own; 0: there is none.</summary>
    public int BiasBytes { get; init; }

    /// <summary>That bias is one row for all rows of the result.</summary>
    public bool BiasIsRow { get; init; }

    /// <summary>Bytes of an element of an addend that comes piece by piece while results are stored; 0: there is none.</summary>
    public int StagedBytes { get; init; }

    /// <summary>A is changed by the vector unit before it is multiplied, so it is loaded in one piece.</summary>
    public bool HasPrologue { get; init; }

    /// <summary>Whether K is padded to whole lanes or multiples of 8; a convolution takes its channels as they are.</summary>
    public bool PadK { get; init; } = true;

    /// <summary>Bytes of an element of the result; 0: as the accumulator.</summary>
    public int ResultBytes { get; init; }

    /// <summary>A lies by columns in memory: what of it is neighbours there are rows.</summary>
    public bool ColumnsOfA { get; init; }

    /// <summary>B lies by columns in memory.</summary>
    public bool ColumnsOfB { get; init; }

    /// <summary>Products of these extents, 1 or more.</summary>
    public long Batch { get; init; } = 1;

    public long PaddedM => Footprint.Padded(M, Machine.Lanes);

    public long PaddedN => Footprint.Padded(N, Machine.Lanes);

    public long PaddedK => PadK ? Footprint.Padded(Math.Max(K, 8), Machine.Lanes) : Math.Max(K, 8);

    /// <summary>Bytes of all tiles over all lanes.</summary>
    public long UsedBytes(long m, long n, long k) => checked(
        (m * k * (1 + ExtraA) + k * n * (1 + ExtraB)) * OperandBytes + m * n * (1 + ExtraC) * AccumulatorBytes);

    /// <summary>Bytes of all tiles in one lane.</summary>
    public long BytesPerLane(long m, long n, long k)
    {
        var operands = Lane(m, k) * (1 + ExtraA) + Lane(k, n) * (1 + ExtraB);
        return checked(operands * OperandBytes + Lane(m, n) * (1 + ExtraC) * AccumulatorBytes);
    }

    /// <summary>Half of the scratchpad is left to the loads of the next step (strictly less than half is used).</summary>
    public bool Fits(long m, long n, long k) =>
        UsedBytes(m, n, k) < Machine.TileBytes && BytesPerLane(m, n, k) < Machine.TileBytesPerLane;

    private long Lane(long rows, long columns) => Footprint.PerLane(rows, columns, Machine.Lanes);
}

/// <summary>Tile of a matrix product (elements of M, N, K) and the pieces it is loaded in; pieces divide the tile.</summary>
public sealed record GemmTile(long M, long N, long K, long SubM, long SubN, long SubK)
{
    public static GemmTile Whole(long m, long n, long k) => new(m, n, k, m, n, k);

    public override string ToString() => $"{M}/{N}/{K}, subtile {SubM}/{SubN}/{SubK}";
}

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>Tile of a matrix product (elements of M, N, K) and the pieces it is loaded in; pieces divide the tile.</summary>
public sealed record GemmTile(long M, long N, long K, long SubM, long SubN, long SubK)
{
    public static GemmTile Whole(long m, long n, long k) => new(m, n, k, m, n, k);

    public override string ToString() => $"{M}/{N}/{K}, subtile {SubM}/{SubN}/{SubK}";
}

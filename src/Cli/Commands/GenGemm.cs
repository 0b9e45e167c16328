using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Frontend.Generators;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim gen gemm</c>.</summary>
internal sealed class GenGemm
{
    private readonly Option<long> _m = Options.Required("--m", "Rows of A and C");
    private readonly Option<long> _n = Options.Required("--n", "Columns of B and C");
    private readonly Option<long> _k = Options.Required("--k", "Columns of A, rows of B");
    private readonly Option<long> _tileM = Options.Long("--tile-m", 512, "Rows of C per work-item");
    private readonly Option<long> _tileN = Options.Long("--tile-n", 512, "Columns of C per work-item");
    private readonly Option<long> _tileK = Options.Long("--tile-k", 512, "Step along K");
    private readonly Option<long> _subtileM = Options.Long("--subtile-m", 128, "Rows per transfer and array operation");
    private readonly Option<long> _subtileN = Options.Long("--subtile-n", 128, "Columns per transfer and array operation");
    private readonly Option<long> _subtileK = Options.Long("--subtile-k", 128, "Reduction length per transfer and array operation");
    private readonly Option<long> _initCycles = Options.Long("--init-cycles", 256, "Vector cycles to clear a tile of C");
    private readonly GenArray _array = new();

    public static Command Create()
    {
        var gen = new GenGemm();
        var command = new Command("gemm", "Matrix product C[M,N] = A[M,K] B[K,N].");
        Option[] options =
        [
            gen._m, gen._n, gen._k, gen._tileM, gen._tileN, gen._tileK, gen._subtileM, gen._subtileN, gen._subtileK,
            gen._initCycles,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        gen._array.AddTo(command);
        return GenCommand.Finish(command, gen.Read);
    }

    private GemmGenerator Read(ParseResult parse) => new(new GemmOptions
    {
        M = parse.GetValue(_m),
        N = parse.GetValue(_n),
        K = parse.GetValue(_k),
        TileM = parse.GetValue(_tileM),
        TileN = parse.GetValue(_tileN),
        TileK = parse.GetValue(_tileK),
        SubtileM = parse.GetValue(_subtileM),
        SubtileN = parse.GetValue(_subtileN),
        SubtileK = parse.GetValue(_subtileK),
        InitCycles = parse.GetValue(_initCycles),
        ElementBits = _array.ElementBits(parse),
        Cost = _array.Cost(parse),
    });
}

using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Frontend.Generators;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim gen layernorm</c>.</summary>
internal sealed class GenLayerNorm
{
    private readonly Option<long> _rows = Options.Required("--rows", "Rows of X");
    private readonly Option<long> _columns = Options.Required("--columns", "Columns of X");
    private readonly Option<long> _statisticsRows = Options.Long("--statistics-rows", 128, "Rows per work-item of the statistics");
    private readonly Option<long> _statisticsColumns = Options.Long("--statistics-columns", 64, "Columns per step of the statistics");
    private readonly Option<long> _tileRows = Options.Long("--tile-rows", 64, "Rows per normalising work-item");
    private readonly Option<long> _tileColumns = Options.Long("--tile-columns", 64, "Columns per normalising work-item");
    private readonly Option<long> _elementBits = Options.Long("--element-bits", 32, "Bits per element: a multiple of 8 up to 64");
    private readonly Option<long> _vectorCycles = Options.Long("--vector-cycles", 128, "Cycles of every vector operation");
    private readonly Option<bool> _noDependencies = new("--no-dependencies")
    {
        Description = "Normalise without waiting for the statistics of the rows",
    };

    public static Command Create()
    {
        var gen = new GenLayerNorm();
        var command = new Command("layernorm", "Layer norm of X + residual over the columns, in two phases.");
        Option[] options =
        [
            gen._rows, gen._columns, gen._statisticsRows, gen._statisticsColumns, gen._tileRows, gen._tileColumns,
            gen._elementBits, gen._vectorCycles, gen._noDependencies,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        return GenCommand.Finish(command, gen.Read);
    }

    private LayerNormGenerator Read(ParseResult parse) => new(new LayerNormOptions
    {
        Rows = parse.GetValue(_rows),
        Columns = parse.GetValue(_columns),
        StatisticsRows = parse.GetValue(_statisticsRows),
        StatisticsColumns = parse.GetValue(_statisticsColumns),
        TileRows = parse.GetValue(_tileRows),
        TileColumns = parse.GetValue(_tileColumns),
        ElementBits = parse.GetInt(_elementBits),
        VectorCycles = parse.GetValue(_vectorCycles),
        Dependencies = !parse.GetValue(_noDependencies),
    });
}

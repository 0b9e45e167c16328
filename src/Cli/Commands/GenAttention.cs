using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Frontend.Generators;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim gen attention</c>.</summary>
internal sealed class GenAttention
{
    private readonly Option<long> _heads = Options.Required("--heads", "Heads");
    private readonly Option<long> _queryLength = Options.Required("--queries", "Length of the query sequence");
    private readonly Option<long> _keyLength = Options.Required("--keys", "Length of the key sequence");
    private readonly Option<long> _headSize = Options.Required("--head-size", "Elements per head");
    private readonly Option<long> _tileQueries = Options.Long("--tile-queries", 128, "Queries per work-item");
    private readonly Option<long> _tileKeys = Options.Long("--tile-keys", 128, "Keys per step");
    private readonly Option<long> _lanes = Options.Long("--lanes", 1024, "Elements the vector unit handles per cycle");
    private readonly Option<long> _softmaxOperations = Options.Long(
        "--softmax-operations", 8, "Vector cycles per softmax element, times lanes");
    private readonly GenArray _array = new();

    public static Command Create()
    {
        var gen = new GenAttention();
        var command = new Command("attention", "Attention per head with a running softmax.");
        Option[] options =
        [
            gen._heads, gen._queryLength, gen._keyLength, gen._headSize, gen._tileQueries, gen._tileKeys, gen._lanes,
            gen._softmaxOperations,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        gen._array.AddTo(command);
        return GenCommand.Finish(command, gen.Read);
    }

    private AttentionGenerator Read(ParseResult parse) => new(new AttentionOptions
    {
        Heads = parse.GetValue(_heads),
        QueryLength = parse.GetValue(_queryLength),
        KeyLength = parse.GetValue(_keyLength),
        HeadSize = parse.GetValue(_headSize),
        TileQueries = parse.GetValue(_tileQueries),
        TileKeys = parse.GetValue(_tileKeys),
        Lanes = parse.GetInt(_lanes),
        SoftmaxOperations = parse.GetInt(_softmaxOperations),
        ElementBits = _array.ElementBits(parse),
        Cost = _array.Cost(parse),
    });
}

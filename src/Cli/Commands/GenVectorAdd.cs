using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Frontend.Generators;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim gen vector-add</c>.</summary>
internal sealed class GenVectorAdd
{
    private readonly Option<long> _elements = Options.Required("--elements", "Length");
    private readonly Option<long> _tile = Options.Long("--tile", 512, "Elements per work-item");
    private readonly Option<long> _elementBits = Options.Long("--element-bits", 32, "Bits per element: a multiple of 8 up to 64");
    private readonly Option<long> _lanes = Options.Long("--lanes", 1024, "Elements the vector unit handles per cycle");
    private readonly Option<bool> _async = new("--async") { Description = "Load asynchronously, with barriers" };

    public static Command Create()
    {
        var gen = new GenVectorAdd();
        var command = new Command("vector-add", "Elementwise sum of two vectors.");
        Option[] options =
        [
            gen._elements, gen._tile, gen._elementBits, gen._lanes, gen._async,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        return GenCommand.Finish(command, gen.Read);
    }

    private VectorAddGenerator Read(ParseResult parse) => new(new VectorAddOptions
    {
        Elements = parse.GetValue(_elements),
        Tile = parse.GetValue(_tile),
        ElementBits = parse.GetInt(_elementBits),
        Lanes = parse.GetInt(_lanes),
        Async = parse.GetValue(_async),
    });
}

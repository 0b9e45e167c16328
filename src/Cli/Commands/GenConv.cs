using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Frontend.Generators;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim gen conv</c>.</summary>
internal sealed class GenConv
{
    private readonly Option<long> _batch = Options.Long("--batch", 1, "Images");
    private readonly Option<long> _height = Options.Required("--height", "Rows of an image");
    private readonly Option<long> _width = Options.Required("--width", "Columns of an image");
    private readonly Option<long> _channels = Options.Required("--channels", "Input channels");
    private readonly Option<long> _filters = Options.Required("--filters", "Output channels");
    private readonly Option<long> _kernelHeight = Options.Long("--kernel-height", 3, "Rows of the filter");
    private readonly Option<long> _kernelWidth = Options.Long("--kernel-width", 3, "Columns of the filter");
    private readonly Option<long> _stride = Options.Long("--stride", 1, "Steps between outputs");
    private readonly Option<long> _padding = Options.Long("--padding", 0, "Zeros around the image");
    private readonly Option<long> _tileHeight = Options.Long("--tile-height", 8, "Output rows per work-item");
    private readonly Option<long> _tileWidth = Options.Long("--tile-width", 16, "Output columns per work-item");
    private readonly Option<long> _initCycles = Options.Long("--init-cycles", 256, "Vector cycles to clear an output tile");
    private readonly GenArray _array = new();

    public static Command Create()
    {
        var gen = new GenConv();
        var command = new Command("conv", "2-D convolution, channels last.");
        Option[] options =
        [
            gen._batch, gen._height, gen._width, gen._channels, gen._filters, gen._kernelHeight, gen._kernelWidth, gen._stride,
            gen._padding, gen._tileHeight, gen._tileWidth, gen._initCycles,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        gen._array.AddTo(command);
        return GenCommand.Finish(command, gen.Read);
    }

    private ConvGenerator Read(ParseResult parse) => new(new ConvOptions
    {
        Batch = parse.GetValue(_batch),
        Height = parse.GetValue(_height),
        Width = parse.GetValue(_width),
        Channels = parse.GetValue(_channels),
        Filters = parse.GetValue(_filters),
        KernelHeight = parse.GetValue(_kernelHeight),
        KernelWidth = parse.GetValue(_kernelWidth),
        Stride = parse.GetValue(_stride),
        Padding = parse.GetValue(_padding),
        TileHeight = parse.GetValue(_tileHeight),
        TileWidth = parse.GetValue(_tileWidth),
        InitCycles = parse.GetValue(_initCycles),
        ElementBits = _array.ElementBits(parse),
        Cost = _array.Cost(parse),
    });
}

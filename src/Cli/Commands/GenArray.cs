using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Frontend.Generators;

namespace ActorSim.Cli.Commands;

/// <summary>Options of kernels that use the systolic arrays: element size and array shape.</summary>
internal sealed class GenArray
{
    private readonly Option<long> _bits = Options.Long("--element-bits", 32, "Bits per element: a multiple of 8 up to 64");
    private readonly Option<long> _rows = Options.Long("--array-rows", 128, "Rows of a systolic array: the reduction length it holds");
    private readonly Option<long> _columns = Options.Long("--array-columns", 128, "Columns of a systolic array");

    public GenArray AddTo(Command command)
    {
        command.Options.Add(_bits);
        command.Options.Add(_rows);
        command.Options.Add(_columns);
        return this;
    }

    public int ElementBits(ParseResult parse) => parse.GetInt(_bits);

    public SystolicCost Cost(ParseResult parse) => new() { Rows = parse.GetInt(_rows), Columns = parse.GetInt(_columns) };
}

using System.CommandLine;
using ActorSim.Cli.Compiling;

namespace ActorSim.Cli.Commands.Shared;

/// <summary>NumPy files of a program's inputs: --input a.npy --input b.npy, or --input mask=b.npy.</summary>
internal sealed class InputOption(string description)
{
    private readonly Option<string[]> _input = new("--input", "-i")
    {
        Description = description,
        HelpName = "[NAME=]FILE",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    public InputOption AddTo(Command command)
    {
        command.Options.Add(_input);
        return this;
    }

    public IReadOnlyList<string> Paths(ParseResult parse) => parse.GetValue(_input)!;

    public GivenInputs Read(ParseResult parse) => new(parse.GetValue(_input)!);
}

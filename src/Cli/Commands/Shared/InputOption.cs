using System.CommandLine;
using ActorSim.Cli.Compiling;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Cli.Commands.Shared;

/// <summary>NumPy files of a package's inputs: --input a.npy --input b.npy.</summary>
internal sealed class InputOption(string description)
{
    private readonly Option<string[]> _input = new("--input", "-i")
    {
        Description = description,
        HelpName = "FILE",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    public InputOption AddTo(Command command)
    {
        command.Options.Add(_input);
        return this;
    }

    public IReadOnlyList<string> Paths(ParseResult parse) => parse.GetValue(_input)!;

    public IReadOnlyList<TensorData> Read(ParseResult parse) => TensorFiles.Read(parse.GetValue(_input)!);
}

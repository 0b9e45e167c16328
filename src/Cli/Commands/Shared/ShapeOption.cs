using System.Collections.Immutable;
using System.CommandLine;
using ActorSim.Cli.Compiling;

namespace ActorSim.Cli.Commands.Shared;

/// <summary>Sizes of a kernel package: --shape M=512,N=64.</summary>
internal sealed class ShapeOption
{
    private readonly Option<string[]> _shape = new("--shape")
    {
        Description = "Sizes that a package or a model leaves open; comma list, repeatable",
        HelpName = "NAME=N",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    public ShapeOption AddTo(Command command)
    {
        command.Options.Add(_shape);
        return this;
    }

    public ImmutableArray<KeyValuePair<string, long>> Read(ParseResult parse) => Assignments.Numbers("--shape", parse.GetValue(_shape)!);
}

using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Dram;
using ActorSim.Cli.Errors;
using ActorSim.Dram.Setup;

namespace ActorSim.Cli.Commands.Dram;

/// <summary>The options that choose a memory, shared by the commands that need one.</summary>
internal sealed class DramOptions
{
    private readonly Option<string?> _standard = Options.Choice("--standard", DramStandardCatalog.Names, "DRAM preset to use");
    private readonly Option<long> _channels = Options.Long("--channels", 1, "Channels");

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Override a value of the preset, e.g. --set read-buffer=32; repeatable (docs/dram.md lists the keys)",
        HelpName = "PATH=VALUE",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    public DramOptions AddTo(Command command)
    {
        command.Options.Add(_standard);
        command.Options.Add(_channels);
        command.Options.Add(_set);
        return this;
    }

    /// <exception cref="InputException">The preset is not known, or a value is refused.</exception>
    public ReplayMemory Read(ParseResult parse) =>
        ReplayMemory.Create(parse.GetValue(_standard), parse.GetInt(_channels), parse.GetValue(_set)!);
}

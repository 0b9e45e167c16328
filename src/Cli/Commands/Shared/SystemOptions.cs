using System.CommandLine;
using System.Globalization;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Commands.Shared;

/// <summary>The options that describe a system, shared by the commands that need one.</summary>
internal sealed class SystemOptions
{
    private readonly Option<string?> _system = new("--system", "-s")
    {
        Description = "System to simulate: a preset (actorsim config list) or a .conf file; tpuv3 by default",
        HelpName = "NAME|FILE",
    };

    private readonly Argument<string?> _named = new("SYSTEM")
    {
        Description = "The system, as --system takes it",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Override a configuration key, e.g. --set core.spad=8MiB; repeatable",
        HelpName = "PATH=VALUE",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<int?> _cores = Options.Whole("--cores", "N", "Cores: short for --set machine.cores=N");
    private readonly Option<int?> _channels = Options.Whole("--channels", "M", "DRAM channels: short for --set dram.channels=M");
    private readonly Option<int?> _workers = Options.Whole("--workers", "N", "Threads: short for --set run.workers=N");
    private readonly List<(Option Option, string Key)> _shorts = [];
    private bool _hasArgument;

    public SystemOptions AddTo(Command command)
    {
        _system.CompletionSources.Add(_ => Presets.Names.Select(n => new System.CommandLine.Completions.CompletionItem(n)));
        _set.CompletionSources.Add(ConfigurationKeys.Completions);
        command.Options.Add(_system);
        command.Options.Add(_set);
        command.Options.Add(_cores);
        command.Options.Add(_channels);
        command.Options.Add(_workers);
        return this;
    }

    /// <summary>For commands about a system: it may also be named without the option.</summary>
    public SystemOptions AddArgument(Command command)
    {
        _named.CompletionSources.Add(_ => Presets.Names.Select(n => new System.CommandLine.Completions.CompletionItem(n)));
        command.Arguments.Add(_named);
        _hasArgument = true;
        return this;
    }

    /// <summary>The system as named; null if it is not.</summary>
    /// <exception cref="InputException">It is named twice.</exception>
    public string? Name(ParseResult parse)
    {
        var (option, argument) = (parse.GetValue(_system), _hasArgument ? parse.GetValue(_named) : null);
        return option is null || argument is null
            ? option ?? argument
            : throw new InputException($"the system is named twice, '{argument}' and {_system.Name} {option}; leave one out");
    }

    /// <summary>The command line names a system.</summary>
    public bool IsNamed(ParseResult parse) => Name(parse) is not null;

    /// <summary>Adds an option that is short for one key with a fixed set of names.</summary>
    public void AddNamed(Command command, Option<string?> option, string key)
    {
        command.Options.Add(option);
        _shorts.Add((option, key));
    }

    /// <summary>For commands that compile.</summary>
    public void AddLowering(Command command) => AddNamed(command, Options.Choice("--lowering", KernelMachine.Lowerings,
        "How operators become kernels: fused, or as a framework's compiler splits them"), "compiler.lowering");

    /// <param name="parse">The command line.</param>
    /// <param name="more">Keys that are set last.</param>
    public SystemConfiguration Load(ParseResult parse, IReadOnlyList<Shorthand>? more = null)
    {
        var shorthands = new List<Shorthand>();
        Add(parse.GetValue(_cores), "--cores", "machine.cores");
        Add(parse.GetValue(_channels), "--channels", "dram.channels");
        Add(parse.GetValue(_workers), "--workers", "run.workers");
        foreach (var (option, key) in _shorts)
        {
            if (parse.GetValue((Option<string?>)option) is { } name)
            {
                shorthands.Add(new Shorthand(option.Name, key, name));
            }
        }

        shorthands.AddRange(more ?? []);
        return SystemConfiguration.Load(Name(parse), parse.GetValue(_set)!, shorthands);

        void Add(int? value, string option, string key)
        {
            if (value is { } number)
            {
                shorthands.Add(new Shorthand(option, key, number.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }
}

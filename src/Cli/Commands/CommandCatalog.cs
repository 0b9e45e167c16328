using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ActorSim.Cli.Commands.Config;
using ActorSim.Cli.Commands.Dram;
using ActorSim.Cli.Commands.Model;
using ActorSim.Cli.Commands.Noc;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Commands.Trace;

namespace ActorSim.Cli.Commands;

/// <summary>The commands by name. Only the one that is asked for is built: the others would cost start-up time.</summary>
internal static class CommandCatalog
{
    private static readonly (string Name, Func<Command> Create)[] Commands =
    [
        (RunCommand.Name, RunCommand.Create),
        (SweepCommand.Name, SweepCommand.Create),
        (CompareCommand.Name, CompareCommand.Create),
        (ServeSimCommand.Name, ServeSimCommand.Create),
        (CompileCommand.Name, CompileCommand.Create),
        (EmitCommand.Name, EmitCommand.Create),
        (ExecCommand.Name, ExecCommand.Create),
        (CostCommand.Name, CostCommand.Create),
        (CacheCommand.Name, CacheCommand.Create),
        (TraceCommand.Name, TraceCommand.Create),
        (ModelCommand.Name, ModelCommand.Create),
        (GenCommand.Name, GenCommand.Create),
        (ConfigCommand.Name, ConfigCommand.Create),
        (DramCommandGroup.Name, DramCommandGroup.Create),
        (NocCommandGroup.Name, NocCommandGroup.Create),
        (BenchCommand.Name, BenchCommand.Create),
        (CompletionCommand.Name, CompletionCommand.Create),
        (TimelineCommand.Name, TimelineCommand.Create),
        (ManCommand.Name, ManCommand.Create),
    ];

    public static RootCommand Root(string[] args)
    {
        var root = new RootCommand("ActorSim simulates multi-core NPUs at tile level: give it a trace, get exact cycles.");
        AddExamples(root);
        var wanted = args.Length > 0 ? Array.Find(Commands, c => c.Name == args[0]) : default;
        if (wanted.Create is not null)
        {
            root.Subcommands.Add(wanted.Create());
            return root;
        }

        foreach (var (_, create) in Commands)
        {
            root.Subcommands.Add(create());
        }

        return root;
    }

    private static void AddExamples(RootCommand root)
    {
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: SynchronousCommandLineAction usual } help)
            {
                help.Action = new ExampleHelpAction(usual);
            }
        }
    }
}

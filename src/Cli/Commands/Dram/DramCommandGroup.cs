using System.CommandLine;

namespace ActorSim.Cli.Commands.Dram;

/// <summary><c>actorsim dram</c>: the memory model alone.</summary>
internal static class DramCommandGroup
{
    public const string Name = "dram";

    public static Command Create() => new(Name, "Use the DRAM model alone: replay memory traces, measure its curve.")
    {
        DramReplayCommand.Create(),
        DramBenchCommand.Create(),
    };
}

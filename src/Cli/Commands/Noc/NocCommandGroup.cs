using System.CommandLine;

namespace ActorSim.Cli.Commands.Noc;

/// <summary><c>actorsim noc</c>: networks with routers alone.</summary>
internal static class NocCommandGroup
{
    public const string Name = "noc";

    public static Command Create() => new(Name, "Use the network model alone: replay packets flit for flit, measure latency against load.")
    {
        NocReplayCommand.Create(),
        NocBenchCommand.Create(),
    };
}

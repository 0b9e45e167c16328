using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Noc;
using ActorSim.Noc.Routers;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Topologies;

namespace ActorSim.Cli.Commands.Noc;

/// <summary>The options that describe a network.</summary>
internal sealed class NetworkOptions
{
    private const string FilePrefix = "file:";
    private readonly Option<string> _topology = new("--topology")
    {
        Description = "Routers and links: " + TopologyName.Forms,
        HelpName = "NAME",
        DefaultValueFactory = _ => "mesh8x8",
    };

    private readonly Option<string?> _routing = Options.Text("--routing", "NAME", "Routing of the topology; the first of its list by default (docs/noc.md)");
    private readonly Option<long> _linkLatency = Options.Long("--link-latency", 1, "Cycles on a link between routers");
    private readonly Option<string?> _router = Options.Choice("--router", RouterPipelines.Names, "Pipeline; la3 by default");
    private readonly Option<long> _vcs = Options.Long("--vcs", 4, "Virtual channels per port");
    private readonly Option<long> _buffer = Options.Long("--buffer", 8, "Flits that a virtual channel buffers");
    private readonly Option<string?> _allocator = Options.Choice("--allocator", ["islip", "separable_input_first"], "Matching of requests; islip by default");
    private readonly Option<long> _iterations = Options.Long("--iterations", 1, "Iterations of islip");
    private readonly Option<string?> _arbiter = Options.Choice("--arbiter", ["round_robin", "matrix"], "Arbiters of the separable allocator");
    private readonly Option<long> _creditDelay = Options.Long("--credit-delay", 1, "Cycles until a router uses a credit that has arrived");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_topology, _routing, _linkLatency, _router, _vcs, _buffer, _allocator, _iterations, _arbiter, _creditDelay])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="NocException">A value is not known or out of range.</exception>
    public (NocTopology Topology, NocRouting Routing, RouterSpec Spec) Read(ParseResult parse)
    {
        var name = parse.GetValue(_topology)!;
        var topology = name.StartsWith(FilePrefix, StringComparison.Ordinal)
            ? NetworkInput.Read(name[FilePrefix.Length..])
            : TopologyName.Create(name, parse.GetInt(_linkLatency));
        var spec = RouterPipelines.Find(parse.GetValue(_router) ?? "la3") with
        {
            VirtualChannels = parse.GetInt(_vcs),
            BufferFlits = parse.GetInt(_buffer),
            Allocator = One(parse, _allocator, "islip", AllocatorKind.Islip, "separable_input_first", AllocatorKind.SeparableInputFirst),
            Iterations = parse.GetInt(_iterations),
            Arbiter = One(parse, _arbiter, "round_robin", ArbiterKind.RoundRobin, "matrix", ArbiterKind.Matrix),
            CreditDelay = parse.GetInt(_creditDelay),
        };
        return (topology, RoutingCatalog.Create(topology, parse.GetValue(_routing)), spec.Validate());
    }

    private static T One<T>(ParseResult parse, Option<string?> option, string usual, T usualValue, string other, T otherValue) => parse.GetValue(option) switch
    {
        null => usualValue,
        var text when text == usual => usualValue,
        var text when text == other => otherValue,
        var text => throw new InputException($"{option.Name} {text} is not known; one of: {usual}, {other}"),
    };
}

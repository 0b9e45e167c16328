using System.CommandLine;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Output;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Cli.Commands.Model;

/// <summary><c>actorsim model shapes</c>: type and shape of every value.</summary>
internal static class ModelShapesCommand
{
    public static Command Create()
    {
        var input = new ModelInput();
        var command = new Command("shapes", "Show the shape of every value, with symbols where sizes are not given.");
        input.AddTo(command);
        command.SetAction(parse =>
        {
            TableRenderer.Write([Table(input.Load(parse))], parse.InvocationConfiguration.Output);
            return ExitCode.Success;
        });
        return command;
    }

    private static ReportTable Table(ModelGraph graph) => new("Shapes", ["value", "from", "type", "shape", "bytes", "elements known"],
        graph.Inputs.Select(i => Row(graph.Value(i), "input"))
            .Concat(graph.Nodes.SelectMany(n => n.Outputs.Where(o => o.Length > 0).Select(o => Row(graph.Value(o), n.Operator))))
            .ToList());

    private static string[] Row(GraphValue value, string from) =>
    [
        value.Name, from, value.Kind is ValueKind.Tensor or ValueKind.Unknown ? $"{value.Element}" : $"{value.Kind} of {value.Element}",
        value.Shape?.ToString() ?? "not known", value.Bytes is { } bytes ? Text.Count(bytes) : "", value.Known?.ToString() ?? "",
    ];
}

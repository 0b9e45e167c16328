using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Output;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Compiler.Operators.Coverage;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Cli.Commands.Model;

/// <summary><c>actorsim model check</c>: the coverage table of a model.</summary>
internal static class ModelCheckCommand
{
    public static Command Create()
    {
        var input = new ModelInput();
        var system = new SystemOptions();
        var given = new InputOption("NumPy file of an input, in their order: numbers that decide branches, loops and sizes");
        var command = new Command("check", "List the operators of a model and what becomes of each; exit code 2 if run and exec would refuse it.");
        input.AddTo(command);
        system.AddTo(command);
        given.AddTo(command);
        command.SetAction(parse =>
        {
            var graph = input.Load(parse);
            var check = ModelCheck.Of(graph, OperatorLowerings.Catalog());
            TableRenderer.Write([Summary(input.File(parse), graph), Table(check)], parse.InvocationConfiguration.Output);
            if (given.Paths(parse).Count == 0) check.ThrowIfUnsupported(input.File(parse));
            ModelFile.Try(input.File(parse), input.Sizes(parse), KernelMachine.Read(system.Load(parse).Tree), given.Read(parse));
            return ExitCode.Success;
        });
        return command;
    }

    private static ReportTable Summary(string file, ModelGraph graph) => new("Model", ["", ""],
    [
        ["file", file],
        ["name", graph.Name],
        ["opset", string.Join(", ", graph.Opsets.Select(o => o.Key.Length == 0 ? $"{o.Value}" : $"{o.Key} {o.Value}"))],
        ["nodes", Text.Count(graph.Nodes.Length + graph.Folded.Length)],
        ["inputs", string.Join(", ", graph.Inputs.Select(graph.Value))],
        ["outputs", string.Join(", ", graph.Outputs.Select(graph.Value))],
        ["sizes to give", graph.Symbols() is { Count: > 0 } symbols ? string.Join(", ", symbols) : "none"],
        ["weights", Weights(graph)],
    ]);

    private static string Weights(ModelGraph graph)
    {
        var bytes = graph.Initializers.Values.Sum(t => t.Element.Bytes(t.Count));
        var absent = graph.Initializers.Values.Count(t => !t.Content.IsStored);
        return Text.Bytes(bytes) + (absent > 0 ? $"; {absent} of {graph.Initializers.Count} tensors without data" : "");
    }

    private static ReportTable Table(ModelCheck check) => new("Operators", ["operator", "opset", "nodes", "status", "reason"],
        check.Rows.Select(r => new[]
        {
            r.Domain.Length == 0 ? r.Operator : $"{r.Domain}.{r.Operator}", $"{r.Opset}", Text.Count(r.Nodes.Length),
                Name(r.Status), r.Reason,
        }).ToList());

    private static string Name(OperatorStatus status) => status switch
    {
        OperatorStatus.Compiled => "compiled",
        OperatorStatus.Free => "free",
        OperatorStatus.ConstantFolded => "constant-folded",
        _ => "unsupported",
    };
}

using System.CommandLine;
using System.Globalization;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Zoo;

namespace ActorSim.Cli.Commands.Model;

/// <summary><c>actorsim model new</c>: a model of the zoo as an ONNX file.</summary>
internal static class ModelNewCommand
{
    private static readonly Argument<string> Name = new("NAME")
    {
        Description = string.Join(", ", ModelZoo.Models.Select(m => m.Name)),
    };

    private static readonly Option<string?> Batch = Options.Text("--batch", "N|NAME",
        "Inputs of one run: a number, or a name to be given later (batch)");
    private static readonly Option<string?> Sequence = Options.Text("--seq", "N|NAME", "Tokens of one call (seq; 1 when decoding)");
    private static readonly Option<string?> Past = Options.Text("--past", "N|NAME", "Tokens in the cache; with --phase decode (past)");
    private static readonly Option<string?> Phase = Options.Choice("--phase", ["prefill", "decode"], "Step of a language model (prefill)");
    private static readonly Option<string?> Element = Options.Choice("--dtype", ["f32", "f16"], "Type of weights and activations (f32)");

    private static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "ONNX file to write; - is standard output",
        HelpName = "FILE",
        Required = true,
    };

    public static Command Create()
    {
        Name.CompletionSources.Add(_ => ModelZoo.Models.Select(m => new System.CommandLine.Completions.CompletionItem(m.Name)));
        var command = new Command("new", "Write a well-known network as an ONNX graph without weight data.")
        {
            Name, Batch, Sequence, Past, Phase, Element, Output,
        };
        command.SetAction(parse =>
        {
            var model = Find(parse.GetValue(Name)!);
            Write(model.Build(Read(parse, model)), parse.GetValue(Output)!);
            return ExitCode.Success;
        });
        return command;
    }

    private static ZooModel Find(string name) => ModelZoo.Find(name)
        ?? throw new InputException($"no model '{name}'; there are {string.Join(", ", ModelZoo.Models.Select(m => m.Name))}");

    private static ZooOptions Read(ParseResult parse, ZooModel model)
    {
        var isDecode = Chosen(parse, Phase, ["prefill", "decode"]) == "decode";
        Refuse(parse, Sequence, !model.HasSequence, $"{model.Name} has no sequence");
        Refuse(parse, Phase, !model.HasPhases, $"{model.Name} has no cache");
        Refuse(parse, Past, !isDecode, "there is a cache only with --phase decode");
        return new ZooOptions
        {
            Batch = Size(parse, Batch, Dim.Symbol("batch")),
            Sequence = Size(parse, Sequence, isDecode ? Dim.One : Dim.Symbol("seq")),
            Past = Size(parse, Past, Dim.Symbol("past")),
            Phase = isDecode ? ZooPhase.Decode : ZooPhase.Prefill,
            Element = Chosen(parse, Element, ["f32", "f16"]) == "f16" ? OnnxElementType.Float16 : OnnxElementType.Float32,
        };
    }

    private static void Refuse(ParseResult parse, Option<string?> option, bool isWrong, string why)
    {
        if (isWrong && parse.GetValue(option) is not null)
        {
            throw new InputException($"{option.Name} {parse.GetValue(option)}: {why}; leave it out");
        }
    }

    private static string Chosen(ParseResult parse, Option<string?> option, string[] names)
    {
        var value = parse.GetValue(option) ?? names[0];
        return names.Contains(value) ? value : throw new InputException($"{option.Name} '{value}' is none of {string.Join(", ", names)}");
    }

    private static Dim Size(ParseResult parse, Option<string?> option, Dim fallback)
    {
        var text = parse.GetValue(option);
        if (text is null)
        {
            return fallback;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size))
        {
            return size is > 0 and <= int.MaxValue ? size
                : throw new InputException($"{option.Name} {size} must be from 1 to {int.MaxValue}");
        }

        return text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? Dim.Symbol(text)
            : throw new InputException($"{option.Name} '{text}' is neither a number nor a name of letters, digits and _");
    }

    private static void Write(ModelGraph graph, string path)
    {
        if (path != "-")
        {
            OnnxModelWriter.Write(graph, path);
            return;
        }

        using var output = Console.OpenStandardOutput();
        output.Write(OnnxModelWriter.ToBytes(graph));
    }
}

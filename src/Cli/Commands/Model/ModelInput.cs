using System.CommandLine;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Cli.Commands.Model;

/// <summary>A model to read, with values for its symbols.</summary>
internal sealed class ModelInput
{
    private readonly Argument<string> _file = new("MODEL") { Description = "ONNX file" };

    private readonly Option<string[]> _shape = new("--shape")
    {
        Description = "Sizes of named dimensions; the others stay symbols. May be repeated",
        HelpName = "NAME=N,...",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _withoutWeights = new("--without-weights") { Description = "External data need not be there" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_file);
        command.Options.Add(_shape);
        command.Options.Add(_withoutWeights);
    }

    /// <exception cref="InputException">--shape is wrong.</exception>
    public IReadOnlyDictionary<string, long> Sizes(ParseResult parse) => ShapeArgument.Parse(parse.GetValue(_shape)!);

    public string File(ParseResult parse) => parse.GetValue(_file)!;

    /// <exception cref="OnnxException">The model is wrong.</exception>
    /// <exception cref="InputException">--shape is.</exception>
    public ModelGraph Load(ParseResult parse) => ModelImport.Load(
        File(parse), Sizes(parse),
        new OnnxReadOptions { WithoutWeights = parse.GetValue(_withoutWeights) });
}

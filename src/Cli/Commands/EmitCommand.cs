using System.CommandLine;
using ActorSim.Cli.Compiling;
using ActorSim.Frontend.Producer;
using ActorSim.Trace;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim emit</c>: the trace of a kernel package at given sizes.</summary>
internal sealed class EmitCommand
{
    public const string Name = "emit";

    private readonly Argument<string> _package = new("PACKAGE") { Description = "Kernel package (actorsim compile)" };
    private readonly ShapeOption _shape = new();
    private readonly InputOption _input = new("NumPy file of an input, in their order: its indices decide what gathers and scatters touch");
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Trace to write; .gz compresses, - is standard output",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<long> _firstAddress = Options.Long("--first-address", 1 << 20, "Address of the first tensor, bytes");
    private readonly Option<long> _alignment = Options.Long("--alignment", 4096, "Tensors start at multiples of this, bytes");

    public static Command Create()
    {
        var emit = new EmitCommand();
        var command = new Command(Name, "Write the trace of a kernel package at given sizes.");
        command.Arguments.Add(emit._package);
        emit._shape.AddTo(command);
        emit._input.AddTo(command);
        command.Options.Add(emit._output);
        command.Options.Add(emit._firstAddress);
        command.Options.Add(emit._alignment);
        command.SetAction(emit.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var (first, alignment) = (parse.GetValue(_firstAddress), parse.GetValue(_alignment));
        if (first < 0) throw new InputException($"--first-address {first} must be 0 or more");
        if (alignment < 1) throw new InputException($"--alignment {alignment} must be 1 or more");
        var options = new ProducerOptions { FirstAddress = first, Alignment = alignment };
        using var producer = PackageInput.Open(parse.GetValue(_package)!, _shape.Read(parse), options, _input.Read(parse));
        using var sink = TraceWriter.Create(parse.GetValue(_output)!);
        producer.EmitTo(sink);
        return ExitCode.Success;
    }
}

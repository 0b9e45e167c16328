using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim emit</c>: the trace of a kernel package or a model at given sizes.</summary>
internal sealed class EmitCommand
{
    public const string Name = "emit";

    private readonly Argument<string> _package = new("FILE") { Description = "Kernel package (actorsim compile), ONNX model or SCALE-Sim topology (.csv)" };
    private readonly SystemOptions _system = new();
    private readonly ShapeOption _shape = new();
    private readonly InputOption _input = new("NumPy file of an input of a package or model, in their order or by name: its indices decide what gathers and scatters touch");
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
        var command = new Command(Name, "Write the trace of a kernel package, or of a model compiled for a system, at given sizes.");
        command.Arguments.Add(emit._package);
        emit._system.AddTo(command);
        emit._system.AddLowering(command);
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
        using var producer = Open(parse, parse.GetValue(_package)!, options);
        using var sink = TraceWriter.Create(parse.GetValue(_output)!);
        producer.EmitTo(sink);
        return ExitCode.Success;
    }

    // A package is compiled already: it belongs to a system, and none needs to be named.
    private TraceProducer Open(ParseResult parse, string path, ProducerOptions options)
    {
        if (TopologyFile.IsTopology(path)) return ModelFile.Open(TopologyFile.Compile(path, KernelMachine.Read(_system.Load(parse).Tree)), options, _input.Read(parse));
        if (!ModelFile.IsModel(path)) return PackageInput.Open(path, _shape.Read(parse), options, _input.Read(parse));
        var machine = KernelMachine.Read(_system.Load(parse).Tree);
        return ModelFile.Open(ModelFile.Compile(path, _shape.Read(parse), machine, inputs: _input.Read(parse)), options, _input.Read(parse));
    }
}

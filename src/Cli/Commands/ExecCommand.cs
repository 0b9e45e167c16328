using System.CommandLine;
using ActorSim.Cli.Compiling;
using ActorSim.Frontend.Functional;
using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Packages;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim exec</c>: runs a kernel package on numbers.</summary>
internal sealed class ExecCommand
{
    public const string Name = "exec";

    private readonly Argument<string> _package = new("PACKAGE") { Description = "Kernel package (actorsim compile)" };
    private readonly ShapeOption _shape = new();
    private readonly InputOption _input = new("NumPy file of an input; one option for each, in their order");
    private readonly Option<string[]> _output = new("--output", "-o")
    {
        Description = "NumPy file to write an output to; one option for each, in their order",
        HelpName = "FILE",
        Required = true,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<int?> _threads = Options.Whole("--threads", "N", "Threads; 1 by default; the result does not depend on it");

    public static Command Create()
    {
        var exec = new ExecCommand();
        var command = new Command(Name, "Run a kernel package on real numbers.");
        command.Arguments.Add(exec._package);
        exec._shape.AddTo(command);
        exec._input.AddTo(command);
        command.Options.Add(exec._output);
        command.Options.Add(exec._threads);
        command.SetAction(exec.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var module = KernelPackage.Read(parse.GetValue(_package)!).Module;
        var outputs = parse.GetValue(_output)!;
        var names = module.Tensors.Where(t => t.Role is TensorRole.Output or TensorRole.InOut).Select(t => t.Name).ToArray();
        if (names.Length != outputs.Length)
            throw new InputException($"--output: {outputs.Length} files are given, '{module.Name}' makes {names.Length}: {string.Join(", ", names)}");
        var threads = parse.GetValue(_threads) ?? 1;
        if (threads < 1) throw new InputException($"--threads {threads} must be 1 or more");
        var results = FunctionalRun.Execute(module, Sizes(parse), _input.Read(parse), threads);
        TensorFiles.Write(outputs, results);
        return ExitCode.Success;
    }

    private SortedDictionary<string, long> Sizes(ParseResult parse)
    {
        var sizes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in _shape.Read(parse))
            if (!sizes.TryAdd(name, value) && sizes[name] != value)
                throw new InputException($"--shape: {name} is given as {sizes[name]} and as {value}");
        return sizes;
    }
}

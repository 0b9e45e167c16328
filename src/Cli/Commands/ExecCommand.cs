using System.CommandLine;
using System.CommandLine.Parsing;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim exec</c>: runs a kernel package or a model on numbers.</summary>
internal sealed class ExecCommand
{
    public const string Name = "exec";

    private readonly Argument<string> _file = new("FILE") { Description = "Kernel package (actorsim compile) or ONNX model with weights" };
    private readonly SystemOptions _system = new();
    private readonly ShapeOption _shape = new();
    private readonly InputOption _input = new("NumPy file of an input: in their order, or NAME=FILE; one option for each");
    private readonly Option<string[]> _output = new("--output", "-o")
    {
        Description = "NumPy file to write an output to: all in their order, or NAME=FILE for some; one option for each",
        HelpName = "FILE",
        Required = true,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<int?> _threads = Options.Whole("--threads", "N", "Threads; all processors by default; the result does not depend on it");

    public static Command Create()
    {
        var exec = new ExecCommand();
        var command = new Command(Name, "Run a kernel package, or a model compiled for a system, on real numbers.");
        command.Arguments.Add(exec._file);
        exec._system.AddTo(command);
        exec._system.AddLowering(command);
        exec._shape.AddTo(command);
        exec._input.AddTo(command);
        command.Options.Add(exec._output);
        command.Options.Add(exec._threads);
        command.SetAction(exec.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var threads = parse.GetValue(_threads) ?? Environment.ProcessorCount;
        if (threads < 1) throw new InputException($"--threads {threads} must be 1 or more");
        var shape = _shape.Read(parse);
        var program = Open(parse, parse.GetValue(_file)!);
        var outputs = Outputs(program, parse.GetValue(_output)!);
        var results = program.Run(shape, Inputs(program, _input.Paths(parse)), threads);
        int[] wanted = [.. Enumerable.Range(0, outputs.Length).Where(n => outputs[n] is not null)];
        TensorFiles.Write([.. wanted.Select(n => outputs[n]!)], [.. wanted.Select(n => results[n])]);
        return ExitCode.Success;
    }

    private IExecutable Open(ParseResult parse, string path)
    {
        if (ModelFile.IsModel(path)) return new ExecutableModel(path, KernelMachine.Read(_system.Load(parse).Tree));
        foreach (var option in parse.CommandResult.Children.OfType<OptionResult>().Where(o => !o.Implicit))
        {
            if (option.Option.Name is "--system" or "--set" or "--cores" or "--channels" or "--workers")
                throw new InputException($"{option.Option.Name}: {path} is a package, compiled for its system already; leave it out");
        }

        return new ExecutablePackage(path);
    }

    private static List<(string File, TensorData Data)> Inputs(IExecutable program, IReadOnlyList<string> given)
    {
        var files = NamedFiles.Assign("--input", program.Path, given, program.Inputs);
        var missing = program.Inputs.Where((_, n) => files[n] is null).Select(name => $"'{name}'").ToArray();
        if (missing.Length > 0)
        {
            throw new InputException($"--input: no file for {string.Join(", ", missing)}; {program.Path} takes {program.Inputs.Count}: "
                + string.Join(", ", program.Inputs) + (program.Advice.Length == 0 ? "" : "; " + program.Advice));
        }

        return [.. files.Select(f => f!).Zip(TensorFiles.Read(files!))];
    }

    // By name a part of the outputs can be asked for; by position it would not be clear which.
    private static string?[] Outputs(IExecutable program, string[] given)
    {
        var files = NamedFiles.Assign("--output", program.Path, given, program.Outputs);
        if (files.Contains(null) && files.Any(f => f is not null && given.Contains(f)))
        {
            throw new InputException($"--output: {given.Length} files are given, {program.Path} makes {files.Length}: "
                + $"{string.Join(", ", program.Outputs)}; give one for each, or NAME=FILE for some");
        }

        var twice = files.Where(f => f is not null).GroupBy(f => Path.GetFullPath(f!), StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? files : throw new InputException($"--output: {twice.First()} is given for {twice.Count()} outputs; name a file for each");
    }
}

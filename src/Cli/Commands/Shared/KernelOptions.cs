using System.CommandLine;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Cost.Tables;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Commands.Shared;

/// <summary>The argument and options that say what is compiled and how.</summary>
internal sealed class KernelOptions(bool required)
{
    private readonly Argument<string?> _kernel = new("KERNEL")
    {
        Description = "builtin:NAME (actorsim compile --list), a file of IR text, or an ONNX model",
        Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _define = new("--define", "-D")
    {
        Description = "Parameters of the kernel; an extent is a number or ? (given at run time); comma list, repeatable",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _costs = Options.Text("--cost-table", "FILE", "Measured costs of the compute operations, instead of the models'");
    private readonly Option<string?> _mapping = Options.Text("--mapping", "FILE", "Tile sizes by M_N_K, JSON");
    private readonly Option<int?> _splitK = Options.Whole("--split-k", "N", "Work-items that share an output tile, each with a part of K");

    public void AddTo(Command command)
    {
        command.Arguments.Add(_kernel);
        command.Options.Add(_define);
        command.Options.Add(_costs);
        command.Options.Add(_mapping);
        command.Options.Add(_splitK);
    }

    /// <summary>The argument as given.</summary>
    public string Kernel(ParseResult parse) => parse.GetValue(_kernel)
        ?? throw new InputException($"{parse.CommandResult.Command.Name}: no kernel given; name builtin:NAME or a file of IR text");

    /// <summary>The parameters as given, in their order.</summary>
    public IReadOnlyList<string> Definitions(ParseResult parse) => parse.GetValue(_define)!;

    public CompileRequest Read(ParseResult parse, SystemConfiguration system)
    {
        var source = Kernel(parse);
        var splitK = parse.GetValue(_splitK) ?? 1;
        if (splitK < 1) throw new InputException($"--split-k {splitK} must be 1 or more");
        var options = new CompileOptions { SplitK = splitK };
        if (parse.GetValue(_mapping) is { } mapping) options = options with { Mapping = ReadMapping(mapping) };
        var request = new CompileRequest(source, Assignments.Texts("-D", parse.GetValue(_define)!), KernelMachine.Read(system.Tree), options)
        {
            CostTable = parse.GetValue(_costs) is { } table ? CostTableFile.Read(table) : null,
        };
        return request.IsBuiltin ? request : request with { Text = ReadText(source) };
    }

    private static IReadOnlyDictionary<string, long[]> ReadMapping(string path)
    {
        var diagnostics = new DiagnosticBag();
        var mapping = MappingFile.Parse(ReadText(path), path, diagnostics);
        diagnostics.ThrowIfErrors();
        return mapping;
    }

    private static string ReadText(string path)
    {
        try
        {
            return InputFile.ReadText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot open: {IoReason.Of(e)}; a builtin is written builtin:NAME (actorsim compile --list)", e);
        }
    }
}

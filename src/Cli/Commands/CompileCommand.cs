using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Cache;
using ActorSim.Frontend.Compiler.Ir.Text;
using ActorSim.Frontend.Compiler.Kernels;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Compiler.Packages;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim compile</c>: a kernel or a model to a package for any shape.</summary>
internal sealed class CompileCommand
{
    public const string Name = "compile";

    private readonly KernelOptions _kernel = new(required: false);
    private readonly SystemOptions _system = new();
    private readonly CacheFolder _cache = new();
    private readonly ShapeOption _shape = new();
    private readonly Option<bool> _list = new("--list") { Description = "List the builtin kernels with their parameters" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Package to write", HelpName = "FILE" };
    private readonly Option<string?> _dump = Options.Text("--dump-ir", "DIR", "Write the program after every pass there");
    private readonly Option<int?> _autotune = Options.Whole("--autotune", "K", "Simulate the best K tile choices, at the sizes of --shape, and keep the fastest");

    public static Command Create()
    {
        var compile = new CompileCommand();
        var command = new Command(Name, "Compile a kernel to a package that serves every shape.");
        compile._kernel.AddTo(command);
        compile._system.AddTo(command);
        compile._system.AddLowering(command);
        command.Options.Add(compile._output);
        command.Options.Add(compile._list);
        command.Options.Add(compile._dump);
        command.Options.Add(compile._autotune);
        compile._shape.AddTo(command);
        compile._cache.AddTo(command, optional: true);
        command.SetAction(compile.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var output = parse.InvocationConfiguration.Output;
        if (parse.GetValue(_list))
        {
            List(output);
            return ExitCode.Success;
        }

        var path = parse.GetValue(_output)
            ?? throw new InputException("compile: no package named; give -o FILE, for example -o kernel.pkg");
        var system = _system.Load(parse);
        if (ModelFile.IsModel(_kernel.Kernel(parse)))
        {
            CompileModel(parse, path, system);
            return ExitCode.Success;
        }

        var request = _kernel.Read(parse, system) with { Autotune = AutotuneKey(parse, system) };
        var lookup = Compile(parse, request, system, _cache.OpenIfAny(parse));
        lookup.Package.Write(path);
        if (lookup.Warning is { } warning) parse.InvocationConfiguration.Error.WriteLine($"actorsim: warning: {warning}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {PackageCache.Describe(lookup.Package.Key)}, "
            + $"{(lookup.IsHit ? "from the cache" : "compiled")}"));
        return ExitCode.Success;
    }

    // Weights stay outside of the package, so a model takes no time that a cache would save.
    private void CompileModel(ParseResult parse, string path, SystemConfiguration system)
    {
        foreach (var option in parse.CommandResult.Children.OfType<OptionResult>().Where(o => !o.Implicit))
        {
            if (option.Option.Name is "--cost-table" or "--mapping" or "--split-k" or "--autotune" or "--dump-ir" or "--shape")
                throw new InputException($"{option.Option.Name}: is for kernels; of a model only sizes can be chosen (-D seq=128)");
        }

        var model = ModelFile.Package(_kernel.Kernel(parse), Sizes(parse), KernelMachine.Read(system.Tree));
        model.Write(path);
        var open = model.Module.Sizes.IsEmpty ? "all sizes fixed" : $"open sizes: {string.Join(", ", model.Module.Sizes.Select(s => s.Name))}";
        parse.InvocationConfiguration.Output.WriteLine($"{path}: {model.Module.Kernels.Length} kernels, {open}, compiled");
    }

    // "?" leaves a size open, as for kernels.
    private ImmutableArray<KeyValuePair<string, long>> Sizes(ParseResult parse) => Assignments.Numbers("-D",
        Assignments.Texts("-D", _kernel.Definitions(parse)).Where(d => d.Value != "?").Select(d => $"{d.Key}={d.Value}"));

    private CacheLookup Compile(ParseResult parse, CompileRequest request, SystemConfiguration system, PackageCache? cache)
    {
        if (parse.GetValue(_dump) is { } folder)
        {
            // A dump wants the passes to run.
            var dump = Dump(folder);
            return new CacheLookup(Compile(parse, request with { Dump = dump.Write }, system), "--dump-ir");
        }

        if (cache is null) return new CacheLookup(Compile(parse, request, system), "no cache");
        return cache.GetOrCompile(CompileKeys.Of(request), () => Compile(parse, request, system));
    }

    private KernelPackage Compile(ParseResult parse, CompileRequest request, SystemConfiguration system) =>
        parse.GetValue(_autotune) is { } candidates
            ? new Autotuner(system, _shape.Read(parse), parse.InvocationConfiguration.Output).Best(request, candidates)
            : KernelCompiler.Compile(request);

    private static IrDump Dump(string folder)
    {
        try
        {
            return new IrDump(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--dump-ir {folder}: {e.Message}", e);
        }
    }

    private string AutotuneKey(ParseResult parse, SystemConfiguration system)
    {
        var shape = _shape.Read(parse);
        if (parse.GetValue(_autotune) is not { } candidates)
            return shape.IsEmpty ? "" : throw new InputException("--shape: a package serves every shape; sizes are needed for --autotune only");
        if (candidates < 1) throw new InputException($"--autotune {candidates} must be 1 or more");
        var sizes = string.Join(',', shape.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}"));
        return string.Create(CultureInfo.InvariantCulture, $"{candidates} at {sizes} on {SystemFingerprint.Of(system.Tree)}");
    }

    private static void List(TextWriter output)
    {
        foreach (var builtin in BuiltinCatalog.All)
        {
            output.WriteLine($"builtin:{builtin.Name}");
            output.WriteLine($"  {builtin.Summary}");
            foreach (var parameter in builtin.Parameters)
                output.WriteLine($"    {parameter.Name,-12} {parameter.Meaning}{Presence(parameter)}");
        }
    }

    private static string Presence(BuiltinParameter parameter) => parameter.Default switch
    {
        null => " (required)",
        "" => " (optional)",
        var value => $" (default {value})",
    };
}

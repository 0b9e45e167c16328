using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Text;
using ActorSim.Frontend.Compiler.Kernels;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Passes;
using ActorSim.Frontend.Compiler.Passes.Verify;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>From a builtin or IR text to a package: build, lower, cost.</summary>
public static class KernelCompiler
{
    public static readonly DiagnosticCode UnknownBuiltin = new("SIM1010", "unknown builtin");
    public static readonly DiagnosticCode OtherMachine = new("SIM1012", "IR text for another machine");
    public static readonly DiagnosticCode TextParameter = new("SIM1013", "a parameter for IR text");
    public static readonly DiagnosticCode OutOfRange = new("SIM1014", "sizes beyond 64 bits");
    public static readonly DiagnosticCode RepeatedParameter = new("SIM1011", "a parameter given twice");

    /// <summary>The passes from tiled kernels to what interpreter and producer take, in order.</summary>
    public static ImmutableArray<IPass<Module, Module>> Passes { get; } =
        [new AffineContract(), new DecomposeTransfers(), new FineGrainedDma(), new SystolicLowering(), new NumberComputes()];

    /// <exception cref="CompileException">The request cannot be compiled; carries all findings.</exception>
    public static KernelPackage Compile(CompileRequest request)
    {
        var diagnostics = new DiagnosticBag();
        CheckDefinitions(request, diagnostics);
        var given = string.Join(", ", request.Definitions.Select(d => $"{d.Key}={d.Value}"));
        return WithinRange(request.Source, given, () =>
        {
            var module = Build(request, diagnostics);
            diagnostics.ThrowIfErrors();
            var lowered = Lower(module, diagnostics, request.Dump);
            var costs = request.CostTable is { } table ? CostModel.FromTable(lowered, table) : CostModel.For(lowered.Machine).Of(lowered);
            return new KernelPackage(lowered, costs, CompileKeys.Of(request));
        });
    }

    /// <summary>Says that sizes are too large where arithmetic on them leaves 64 bits.</summary>
    /// <param name="where">What is compiled.</param>
    /// <param name="given">The sizes and parameters, for the message.</param>
    /// <param name="work">The compile.</param>
    /// <exception cref="CompileException">It does.</exception>
    public static T WithinRange<T>(string where, string given, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OverflowException)
        {
            throw new CompileException(OutOfRange, where, $"arithmetic on its sizes leaves the range of 64 bits{(given.Length > 0 ? $" ({given})" : "")}; "
                + "give smaller ones");
        }
    }

    /// <summary>The lowered module.</summary>
    /// <exception cref="CompileException">A pass reports an error.</exception>
    public static Module Lower(Module module, DiagnosticBag diagnostics, Action<int, string, Module>? dump = null)
    {
        var lowered = new PassPipeline(Passes) { Dump = dump, Verify = Verify }.Run(module, diagnostics);
        diagnostics.ThrowIfErrors();
        return lowered;
    }

    private static void Verify(string pass, Module module, DiagnosticBag diagnostics) =>
        new Verifier(lowered: pass == Passes[^1].Name).Run(module, diagnostics);

    private static void CheckDefinitions(CompileRequest request, DiagnosticBag diagnostics)
    {
        foreach (var twice in request.Definitions.GroupBy(d => d.Key).Where(g => g.Select(d => d.Value).Distinct().Count() > 1))
            diagnostics.Error(RepeatedParameter, request.Source, $"{twice.Key} is given as {string.Join(" and as ", twice.Select(d => d.Value).Distinct())}");
    }

    private static Module Build(CompileRequest request, DiagnosticBag diagnostics)
    {
        if (request.Text is { } text) return Parsed(request, text, diagnostics);
        var builtin = BuiltinCatalog.Find(request.BuiltinName) ?? throw new CompileException(UnknownBuiltin, request.Source,
            $"there is no such builtin; the builtins are {string.Join(", ", BuiltinCatalog.All.Select(b => b.Name))}");
        var context = new CompileContext(request.Machine, request.Options, diagnostics);
        return builtin.Build(new BuiltinArguments(builtin, request.Definitions, diagnostics), context);
    }

    // The text states its own machine; a kernel compiled for another would be costed and banked wrongly.
    private static Module Parsed(CompileRequest request, string text, DiagnosticBag diagnostics)
    {
        var module = IrParser.Parse(text, request.Source);
        if (!module.Machine.RunsProgramsOf(request.Machine))
        {
            diagnostics.Error(OtherMachine, request.Source, $"the text is for {module.Machine}, the system is {request.Machine}; "
                + "compile it for the machine that it was written for");
        }

        foreach (var (name, value) in request.Definitions)
        {
            if (value != "?" || module.Sizes.All(s => s.Name != name))
            {
                diagnostics.Error(TextParameter, request.Source, $"-D {name}={value}: IR text takes no parameters; its sizes "
                    + $"({string.Join(", ", module.Sizes.Select(s => s.Name))}) are given at run time");
            }
        }

        return module;
    }
}

using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Cli.Errors;

/// <summary>The options that mend what the compiler reports: it knows of no command line.</summary>
internal static class OptionHints
{
    private const string Sizes = "sizes are given with --shape NAME=N";

    private static readonly Dictionary<DiagnosticCode, string> ByCode = new()
    {
        [ProducerDiagnostics.MissingShape] = Sizes,
        [ProducerDiagnostics.UnknownShape] = Sizes,
        [ProducerDiagnostics.ShapeValue] = Sizes,
        [FunctionalCodes.BadSize] = Sizes,
        [KernelCompiler.TextParameter] = Sizes,
        [KernelCompiler.UnknownBuiltin] = "actorsim compile --list shows the builtins",
        [KernelCompiler.OtherMachine] = "--system names the machine",
        [ProducerDiagnostics.TooManyRecords] = "actorsim compile --split-k splits the reduction",
        [ProducerDiagnostics.TooLargeFootprint] = "actorsim compile --mapping and --autotune choose tiles",
    };

    /// <summary>The failure's text, and behind it the options that its findings ask for, each once.</summary>
    public static string TextOf(CompileException failure)
    {
        var hints = failure.Diagnostics.Select(d => ByCode.GetValueOrDefault(d.Code)).OfType<string>().Distinct();
        var text = string.Join("; ", hints);
        return text.Length == 0 ? failure.Message : $"{failure.Message} ({text})";
    }
}

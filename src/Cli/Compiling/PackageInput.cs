using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Reading;

namespace ActorSim.Cli.Compiling;

/// <summary>Kernel packages as inputs of commands.</summary>
internal static class PackageInput
{
    // An array of 4 whose first element is a string of 15 bytes.
    private static readonly byte[] Start = [0x94, 0xaf, .. "actorsim.kernel"u8];

    /// <summary>True if the file begins as a package does (so a damaged package is reported as one).</summary>
    public static bool IsPackage(string path)
    {
        Span<byte> found = stackalloc byte[Start.Length];
        return path != "-" && InputFile.TryReadStart(path, found) && found.SequenceEqual<byte>(Start);
    }

    /// <summary>The same of a file's first bytes.</summary>
    public static bool IsPackage(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)Start);

    /// <summary>A producer of the package's trace at the sizes given.</summary>
    /// <param name="path">File of the package.</param>
    /// <param name="shape">Values of its open sizes.</param>
    /// <param name="options">How the trace is laid out.</param>
    /// <param name="inputs">Inputs whose whole numbers decide what gathers touch.</param>
    /// <param name="machine">The machine that will run it; null if none does.</param>
    /// <exception cref="CompileException">Package or sizes are wrong.</exception>
    /// <exception cref="InputException">The package was compiled for other lanes or registers than the machine has.</exception>
    public static TraceProducer Open(
        string path, IEnumerable<KeyValuePair<string, long>> shape, ProducerOptions options, GivenInputs? inputs = null,
        MachineFacts? machine = null)
    {
        var package = Read(path, machine);
        return Open(package, shape, options with { IndexData = TensorFiles.IndexData(path, package.Module, inputs ?? GivenInputs.None) });
    }

    /// <summary>The package itself.</summary>
    /// <exception cref="CompileException">It cannot be read.</exception>
    /// <exception cref="InputException">It was compiled for other lanes or registers than the machine has.</exception>
    public static KernelPackage Read(string path, MachineFacts? machine)
    {
        var package = KernelPackage.Read(path);
        if (machine is not null) CheckMachine(path, package.Module.Machine, machine);
        return package;
    }

    public static TraceProducer Open(KernelPackage package, IEnumerable<KeyValuePair<string, long>> shape, ProducerOptions options)
    {
        var given = shape.ToArray();
        return KernelCompiler.WithinRange(package.Module.Name, string.Join(", ", given.Select(s => $"{s.Key}={s.Value}")), () =>
        {
            var diagnostics = new DiagnosticBag();
            var sizes = ShapeArguments.Bind(package.Module, given, diagnostics);
            diagnostics.ThrowIfErrors();
            return new TraceProducer(ModulePlan.Of(package.Module, package.Costs), sizes, options);
        });
    }

    // Tiles, banking and costs follow lanes and registers: on another machine the cycles would be of neither.
    private static void CheckMachine(string path, MachineFacts compiled, MachineFacts machine)
    {
        if (compiled.Lanes == machine.Lanes && compiled.VectorBits == machine.VectorBits) return;
        throw new InputException($"{path}: compiled for {Text(compiled)}, the system has {Text(machine)}; compile it for that system "
            + "(actorsim compile --system), or run it on the one it was compiled for");
    }

    private static string Text(MachineFacts machine) => $"{machine.Lanes} lanes of {machine.VectorBits} bits";
}

using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Functional.Data;
using ActorSim.Frontend.Packages;
using ActorSim.Frontend.Producer;

namespace ActorSim.Cli.Compiling;

/// <summary>Kernel packages as inputs of commands.</summary>
internal static class PackageInput
{
    // An array of 4 whose first element is a string of 15 bytes.
    private static readonly byte[] Start = [0x94, 0xaf, .. "actorsim.kernel"u8];

    /// <summary>True if the file begins as a package does (so a damaged package is reported as one).</summary>
    public static bool IsPackage(string path)
    {
        if (path == "-" || !File.Exists(path)) return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Span<byte> found = stackalloc byte[Start.Length];
        return file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length && found.SequenceEqual<byte>(Start);
    }

    /// <summary>A producer of the package's trace at the sizes given.</summary>
    /// <exception cref="CompileException">Package or sizes are wrong.</exception>
    public static TraceProducer Open(
        string path, IEnumerable<KeyValuePair<string, long>> shape, ProducerOptions options, IReadOnlyList<TensorData>? inputs = null)
    {
        var package = KernelPackage.Read(path);
        return Open(package, shape, options with { IndexData = TensorFiles.IndexData(package.Module, inputs ?? []) });
    }

    public static TraceProducer Open(KernelPackage package, IEnumerable<KeyValuePair<string, long>> shape, ProducerOptions options)
    {
        var diagnostics = new DiagnosticBag();
        var sizes = ShapeArguments.Bind(package.Module, shape, diagnostics);
        diagnostics.ThrowIfErrors();
        return new TraceProducer(ModulePlan.Of(package.Module, package.Costs), sizes, options);
    }
}

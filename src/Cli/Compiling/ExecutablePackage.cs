using System.Collections.Immutable;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Cli.Compiling;

/// <summary>A kernel package to be run on real numbers. One of a model takes the model's weights as inputs, too: it holds none.</summary>
/// <exception cref="CompileException">The package cannot be read.</exception>
internal sealed class ExecutablePackage(string path) : IExecutable
{
    private readonly KernelPackage _package = KernelPackage.Read(path);

    public string Path => path;

    public IReadOnlyList<string> Inputs => Names(TensorRole.Input);

    public IReadOnlyList<string> Outputs => Names(TensorRole.Output);

    public string Advice => _package.Key.Fields.Any(f => f.Key == "source" && f.Value.StartsWith("model ", StringComparison.Ordinal))
        ? "a package of a model holds no weights: give them as inputs, or execute the model itself (actorsim exec MODEL.onnx)" : "";

    public IReadOnlyList<TensorData> Run(
        ImmutableArray<KeyValuePair<string, long>> shape, IReadOnlyList<(string File, TensorData Data)> inputs, int threads)
    {
        var sizes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in shape)
            if (!sizes.TryAdd(name, value) && sizes[name] != value)
                throw new InputException($"--shape: {name} is given as {sizes[name]} and as {value}");
        return FunctionalRun.Execute(_package.Module, sizes, [.. inputs.Select(i => i.Data)], threads);
    }

    private string[] Names(TensorRole role) =>
        [.. _package.Module.Tensors.Where(t => t.Role == role || t.Role == TensorRole.InOut).Select(t => t.Name)];
}

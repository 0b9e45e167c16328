using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.Npy;

namespace ActorSim.Cli.Compiling;

/// <summary>The NumPy files that <c>--input</c> gave: FILE in order of the inputs, or NAME=FILE. They are read at once; which input each is for
/// follows when a program says what it takes.</summary>
internal sealed class GivenInputs
{
    private readonly IReadOnlyList<string> _given;
    private readonly Dictionary<string, TensorData> _read = new(StringComparer.Ordinal);

    /// <param name="given">As on the command line.</param>
    /// <exception cref="Frontend.Diagnostics.CompileException">A file cannot be read.</exception>
    public GivenInputs(IReadOnlyList<string> given)
    {
        _given = given;
        foreach (var file in Files) _read[file] = NpyReader.Read(file);
    }

    public static GivenInputs None { get; } = new([]);

    public int Count => _given.Count;

    /// <summary>The files alone. A name may hold equals signs, and so may a path: what exists decides.</summary>
    public IReadOnlyList<string> Files => [.. _given.Select(FileOf)];

    /// <summary>One for each name, in their order; null for those that are given none.</summary>
    /// <inheritdoc cref="NamedFiles.Assign"/>
    public IReadOnlyList<TensorData?> For(string source, IReadOnlyList<string> names) =>
        [.. NamedFiles.Assign("--input", source, _given, names).Select(f => f is null ? null : _read.TryGetValue(f, out var data) ? data : NpyReader.Read(f))];

    private static string FileOf(string given)
    {
        for (var at = given.IndexOf('=', StringComparison.Ordinal); at >= 0; at = given.IndexOf('=', at + 1))
        {
            if (File.Exists(given[(at + 1)..])) return given[(at + 1)..];
        }

        return given[(given.IndexOf('=', StringComparison.Ordinal) + 1)..];
    }
}

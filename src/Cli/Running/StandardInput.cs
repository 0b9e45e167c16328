using ActorSim.Cli.Compiling;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Running;

/// <summary>What comes on standard input: a trace is read as it comes; a package or a model, of which all is needed, is kept in a file that goes
/// with this object, or with the process if a signal ends it.</summary>
internal sealed class StandardInput : IDisposable
{
    private const int Start = 32;
    private readonly bool _isKept;

    private StandardInput(Stream stream, string path, bool isKept) => (Stream, Path, _isKept) = (stream, path, isKept);

    /// <summary>"-", or the file of a package or model.</summary>
    public string Path { get; }

    /// <summary>All that comes.</summary>
    public Stream Stream { get; }

    public static StandardInput Open() => Open(Console.OpenStandardInput());

    /// <summary>The same for any stream.</summary>
    public static StandardInput Open(Stream input)
    {
        var start = new byte[Start];
        start = start[..input.ReadAtLeast(start, Start, throwOnEndOfStream: false)];
        var stream = new JoinedStream(start, input);
        var name = PackageInput.IsPackage((ReadOnlySpan<byte>)start) ? "standard-input.kpkg" : ModelFile.IsModel((ReadOnlySpan<byte>)start) ? "standard-input.onnx" : null;
        return name is null ? new StandardInput(stream, "-", isKept: false) : Keep(stream, name);
    }

    public void Dispose()
    {
        if (_isKept)
        {
            Delete(Path);
        }
    }

    private static StandardInput Keep(JoinedStream stream, string name)
    {
        using var file = TemporaryFile.Create(System.IO.Path.GetTempPath(), name, out var path);
        try
        {
            stream.CopyTo(file);
            return new StandardInput(stream, path, isKept: true);
        }
        catch
        {
            Delete(path);
            throw;
        }
    }

    // Until here a signal deletes it.
    private static void Delete(string path)
    {
        File.Delete(path);
        TemporaryFile.Release(path);
    }
}

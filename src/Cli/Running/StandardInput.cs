using ActorSim.Cli.Compiling;

namespace ActorSim.Cli.Running;

/// <summary>What comes on standard input: a trace is read as it comes; a package or a model, of which all is needed, is kept in a file that goes
/// with this object.</summary>
internal sealed class StandardInput : IDisposable
{
    private const int Start = 32;
    private readonly DirectoryInfo? _folder;

    private StandardInput(Stream stream, string path, DirectoryInfo? folder) => (Stream, Path, _folder) = (stream, path, folder);

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
        return name is null ? new StandardInput(stream, "-", null) : Keep(stream, name);
    }

    public void Dispose() => _folder?.Delete(recursive: true);

    private static StandardInput Keep(JoinedStream stream, string name)
    {
        var folder = Directory.CreateTempSubdirectory("actorsim-");
        var path = System.IO.Path.Combine(folder.FullName, name);
        using (var file = File.Create(path))
        {
            stream.CopyTo(file);
        }

        return new StandardInput(stream, path, folder);
    }
}

using System.IO.Compression;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Writing;

/// <summary>Where a tool writes: an atomic file, compressed if its name ends in ".gz", or standard output ("-").</summary>
public sealed class OutputFile : IDisposable
{
    private readonly AtomicFile? _file;
    private readonly bool _compressed;

    /// <exception cref="TraceException">The file cannot be created.</exception>
    public OutputFile(string path)
    {
        if (path == "-")
        {
            Stream = Console.OpenStandardOutput();
            return;
        }
        try
        {
            _file = new AtomicFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TraceException(path, -1, -1, -1, $"cannot create: {IoReason.Of(e)}", e);
        }
        _compressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        Stream = _compressed ? new GZipStream(_file.Stream, CompressionLevel.Optimal, true) : _file.Stream;
    }

    public Stream Stream { get; }

    /// <summary>Everything was written: the file gets its name.</summary>
    public void Commit()
    {
        if (_compressed)
            Stream.Dispose();
        else
            Stream.Flush();
        _file?.Commit();
    }

    /// <summary>Without <see cref="Commit"/> nothing is left behind.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        _file?.Dispose();
    }
}

namespace ActorSim.Trace;

/// <summary>
/// A file that appears whole or not at all: bytes go to a temporary name in the same folder, <see cref="Commit"/> renames, and disposing
/// without it deletes. What is there already and is no regular file (a pipe, a device) is written straight through.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private static int _counter;

    private readonly string _path;
    private readonly string? _temporary;
    private readonly Stream _stream;
    private bool _finished;

    /// <summary>Opens the temporary file; the folder must exist. A pipe waits for its reader.</summary>
    public AtomicFile(string path)
    {
        _path = Path.GetFullPath(path);
        if (PassThroughFile.TryOpen(_path) is { } stream)
        {
            _stream = stream;
            return;
        }

        string folder = Path.GetDirectoryName(_path) ?? throw new ArgumentException($"'{path}' names no file.", nameof(path));
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path}: its folder does not exist; choose another file");
        int number = Interlocked.Increment(ref _counter);
        _temporary = Path.Combine(folder, $".{Path.GetFileName(_path)}.{Environment.ProcessId}-{number}.tmp");
        _stream = new FileStream(_temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1);
    }

    public Stream Stream => _stream;

    /// <summary>Closes the file and gives it its name, replacing an older one.</summary>
    public void Commit()
    {
        if (_stream is FileStream file && _temporary is not null)
            file.Flush(true);
        else
            _stream.Flush();
        _stream.Dispose();
        if (_temporary is not null)
            File.Move(_temporary, _path, true);
        _finished = true;
    }

    public void Dispose()
    {
        _stream.Dispose();
        if (!_finished && _temporary is not null)
            File.Delete(_temporary);
        _finished = true;
    }
}

namespace ActorSim.Trace.Writing;

/// <summary>
/// A file that appears whole or not at all: bytes go to a temporary name in the same folder, <see cref="Commit"/> renames, and disposing
/// without it deletes. What is there already and is no regular file (a pipe, a device) is written straight through.
/// </summary>
public sealed class AtomicFile : IDisposable
{
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
        _stream = TemporaryFile.Create(folder, Path.GetFileName(_path), out _temporary);
    }

    public Stream Stream => _stream;

    /// <summary>Closes the file and gives it its name, replacing an older one.</summary>
    public void Commit()
    {
        if (_stream is FileStream file && _temporary is not null)
            file.Flush(true);
        else
            _stream.Flush();
        // Renamed while it is open and locked: nobody may take it for one that was left behind. Windows renames no open file.
        if (_temporary is not null && !OperatingSystem.IsWindows())
            File.Move(_temporary, _path, true);
        _stream.Dispose();
        if (_temporary is not null && OperatingSystem.IsWindows())
            File.Move(_temporary, _path, true);
        if (_temporary is not null)
            TemporaryFile.Release(_temporary);
        _finished = true;
    }

    public void Dispose()
    {
        _stream.Dispose();
        if (!_finished && _temporary is not null)
        {
            File.Delete(_temporary);
            TemporaryFile.Release(_temporary);
        }
        _finished = true;
    }
}

namespace ActorSim.Trace.Writing;

/// <summary>Targets that a rename must not replace: standard output and error by their device names, other devices, pipes.</summary>
internal static class PassThroughFile
{
    /// <param name="path">Absolute.</param>
    /// <returns>A stream to what is there; null where nothing is, or a regular file.</returns>
    public static Stream? TryOpen(string path) => path switch
    {
        "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => Console.OpenStandardOutput(),
        "/dev/stderr" or "/dev/fd/2" or "/proc/self/fd/2" => Console.OpenStandardError(),
        _ => OperatingSystem.IsWindows() || !File.Exists(path) ? null : OpenExisting(path),
    };

    private static FileStream? OpenExisting(string path)
    {
        if (IsDevice(path))
            return Open(path);
        FileStream stream;
        try
        {
            stream = Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Replaced by a rename, which needs no right to write to it, or refused there.
            return null;
        }

        if (!stream.CanSeek)
            return stream;
        stream.Dispose();
        return null;
    }

    // /dev/shm is a folder of regular files. A seekable device (/dev/null) cannot be told from a file by its stream.
    private static bool IsDevice(string path) =>
        (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal))
        || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1);
}

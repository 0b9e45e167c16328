namespace ActorSim.Hocon.Parsing;

/// <summary>Tells devices, pipes and what the kernel makes up from files whose reading ends.</summary>
internal static class SpecialFile
{
    private static readonly string[] Folders = ["/dev/", "/proc/", "/sys/"];

    /// <param name="full">Absolute path of a file that exists.</param>
    public static bool Is(string full)
    {
        var info = new FileInfo(full);
        var target = info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
        if (Array.Exists(Folders, f => target.StartsWith(f, StringComparison.Ordinal)) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal))
            return true;
        return new FileInfo(target).Length == 0 && IsPipe(target);
    }

    // Opened for both, a pipe does not wait for its other end. What may not be written is not opened: an empty file is as good.
    private static bool IsPipe(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
            return !stream.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

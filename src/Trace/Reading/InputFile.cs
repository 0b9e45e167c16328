using System.Text;

namespace ActorSim.Trace.Reading;

/// <summary>Whole files with a limit, which also holds for what does not know its length (a pipe, a device).</summary>
public static class InputFile
{
    /// <summary>Bytes of a text that people write.</summary>
    public const int MostTextBytes = 64 << 20;

    /// <summary>Bytes of a file of any kind that is read whole.</summary>
    public const int MostBytes = 1 << 30;

    private const int Chunk = 1 << 16;

    /// <exception cref="IOException">It cannot be read, or has more bytes than <paramref name="most"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadBytes(string path, int most = MostBytes)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        if (stream.CanSeek && stream.Length > most)
            throw TooLarge(most);
        return stream.CanSeek && stream.Length > 0 ? Known(stream) : Unknown(stream, most);
    }

    /// <summary>As <see cref="ReadBytes"/>; UTF-8 unless a byte order mark says otherwise.</summary>
    public static string ReadText(string path, int most = MostTextBytes)
    {
        using var reader = new StreamReader(new MemoryStream(ReadBytes(path, most)), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>
    /// Looks at the first bytes of a regular file. What can be read only once (a pipe, a device) is not touched: false, as where nothing is or
    /// the file is shorter.
    /// </summary>
    public static bool TryReadStart(string path, Span<byte> start)
    {
        try
        {
            var file = new FileInfo(path);
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            if (!file.Exists || file.Length < start.Length)
                return false;
        }
        catch (IOException)
        {
            // Links that lead nowhere: who opens it says so.
            return false;
        }
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length;
    }

    private static byte[] Known(FileStream stream)
    {
        byte[] bytes = new byte[stream.Length];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    // A pipe, a device, or what the kernel makes up while it is read.
    private static byte[] Unknown(FileStream stream, int most)
    {
        var bytes = new MemoryStream();
        byte[] chunk = new byte[Chunk];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            if (bytes.Length + read > most)
                throw TooLarge(most);
            bytes.Write(chunk, 0, read);
        }
        return bytes.ToArray();
    }

    private static IOException TooLarge(int most) => new($"it has more than {most} bytes, the most that is read of such a file");
}

using System.IO.Compression;

namespace ActorSim.Trace.Packing;

/// <summary>Recognises gzip by its first two bytes (RFC 1952).</summary>
internal static class GzipMagic
{
    /// <summary>The stream's content, unpacked if it was packed. Reads two bytes.</summary>
    /// <param name="stream">Plain or packed.</param>
    /// <param name="toItsEnd">The content does not say itself where it ends: packed data must.</param>
    public static Stream Unpack(Stream stream, bool toItsEnd = false)
    {
        var magic = new byte[2];
        int count = stream.ReadAtLeast(magic, 2, false);
        var whole = new PrefixStream(magic.AsMemory(0, count), stream);
        if (magic is not [0x1f, 0x8b])
            return whole;
        return toItsEnd ? new WholeGzipStream(whole) : new GZipStream(whole, CompressionMode.Decompress);
    }
}

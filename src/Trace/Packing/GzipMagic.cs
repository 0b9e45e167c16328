using System.IO.Compression;

namespace ActorSim.Trace.Packing;

/// <summary>Recognises gzip by its first two bytes (RFC 1952).</summary>
internal static class GzipMagic
{
    /// <summary>The stream's content, unpacked if it was packed. Reads two bytes.</summary>
    public static Stream Unpack(Stream stream)
    {
        var magic = new byte[2];
        int count = stream.ReadAtLeast(magic, 2, false);
        var whole = new PrefixStream(magic.AsMemory(0, count), stream);
        return magic is [0x1f, 0x8b] ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>Finds damage of a package's body.</summary>
internal static class PackageChecksum
{
    /// <summary>The first 8 bytes of the SHA-256, big-endian.</summary>
    public static ulong Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}

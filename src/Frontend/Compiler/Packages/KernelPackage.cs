using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>
/// A compiled program as data: the lowered module, the costs of its operations, and what it was compiled from. It serves every shape.
/// File format: docs/kernel-package.md.
/// </summary>
public sealed record KernelPackage(Module Module, ModuleCosts Costs, CompileKey Key)
{
    public static readonly DiagnosticCode Unreadable = new("SIM6020", "a package that cannot be read");
    public static readonly DiagnosticCode Newer = new("SIM6021", "a package of a newer version");

    /// <summary>Version this library writes; it refuses others.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Writes the file whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path)
    {
        using var file = new AtomicFile(path);
        file.Stream.Write(ToBytes());
        file.Commit();
    }

    public byte[] ToBytes() => PackageEncoder.Encode(this);

    /// <exception cref="CompileException">The file cannot be read, or is not a package of this version.</exception>
    public static KernelPackage Read(string path)
    {
        try
        {
            return FromBytes(InputFile.ReadBytes(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompileException(Unreadable, path, $"cannot open: {IoReason.Of(e)}");
        }
    }

    /// <param name="bytes">The whole file.</param>
    /// <param name="name">For messages.</param>
    /// <exception cref="CompileException">They are not a package of this version.</exception>
    public static KernelPackage FromBytes(ReadOnlyMemory<byte> bytes, string name) => PackageDecoder.Decode(bytes, name);
}

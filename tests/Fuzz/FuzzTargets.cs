using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ActorSim.Dram.Replay;
using ActorSim.Frontend.Compiler.Cost.Tables;
using ActorSim.Frontend.Compiler.Ir.Text;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Npy;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Hocon;
using ActorSim.Hocon.Syntax;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Writing;

namespace ActorSim.Fuzz;

/// <summary>Every reader of the project as a function of bytes. Refusing them is fine; any other exception is a finding.</summary>
internal static class FuzzTargets
{
    /// <summary>By the names of the folders in tests/Fixtures/corpus.</summary>
    public static IReadOnlyDictionary<string, Action<byte[]>> All { get; } = new SortedDictionary<string, Action<byte[]>>(StringComparer.Ordinal)
    {
        ["trace"] = bytes => TraceValidator.Check(new MemoryStream(bytes), "fuzz"),
        ["jsonl"] = bytes => JsonLinesLoader.Load(new MemoryStream(bytes), "fuzz", Sink()),
        ["recorded"] = bytes => RecordedStreamImporter.Import(() => new MemoryStream(bytes), "fuzz", Sink()),
        ["hocon"] = bytes => _ = HoconDocument.ParseString(Text(bytes), "fuzz", _ => null).Root,
        ["package"] = bytes => KernelPackage.FromBytes(bytes, "fuzz"),
        ["package-body"] = body => KernelPackage.FromBytes(Framed(body), "fuzz"),
        ["ir"] = bytes => IrParser.Parse(Text(bytes), "fuzz"),
        ["onnx"] = bytes => OnnxModelReader.Parse(bytes, "fuzz", Path.GetTempPath(), new OnnxReadOptions { WithoutWeights = true }),
        ["npy"] = bytes => NpyReader.Parse(bytes, "fuzz"),
        ["costs"] = bytes => CostTableFile.Parse("fuzz", Text(bytes)),
        ["mapping"] = bytes => MappingFile.Parse(Text(bytes), "fuzz", new DiagnosticBag()),
        ["dram"] = ReadDram,
    };

    /// <summary>Runs a reader; what it throws to refuse its input is caught.</summary>
    public static void Run(string reader, byte[] bytes)
    {
        try
        {
            All[reader](bytes);
        }
        catch (Exception e) when (e is TraceException or HoconException or CompileException or OnnxException or CostTableException or DramTraceException)
        {
            Refusals++;
        }
    }

    /// <summary>Inputs refused so far.</summary>
    public static long Refusals { get; private set; }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    // A body with the frame that a writer would give it: behind a right checksum anything may stand.
    private static byte[] Framed(byte[] body)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        return [0x94, 0xaf, .. "actorsim.kernel"u8, KernelPackage.CurrentVersion, 0xc6, .. length, .. body, 0xcf, .. SHA256.HashData(body).AsSpan(0, 8)];
    }

    private static TraceWriter Sink() => new(Stream.Null);

    private static void ReadDram(byte[] bytes)
    {
        using var reader = new DramTraceReader(new MemoryStream(bytes), "fuzz");
        while (reader.TryRead(out _))
        {
        }
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorSim.Frontend.Generators;
using ActorSim.Tests.Unit;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Validation;
using MessagePack;
using Xunit;

namespace ActorSim.Tests.Conformance;

/// <summary>Our traces through other people's MessagePack and theirs through ours.</summary>
public class StockMessagePackTests
{
    private static readonly JavaScriptEncoder Relaxed = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    [StockMessagePackFact("trace.mjs")]
    public void Node_decodes_what_we_write() => Decodes("trace.mjs");

    [StockMessagePackFact("trace.py")]
    public void Python_decodes_what_we_write() => Decodes("trace.py");

    [StockMessagePackFact("trace.mjs")]
    public void Node_encodes_our_objects_to_our_bytes() => Recodes("trace.mjs");

    [StockMessagePackFact("trace.py")]
    public void Python_encodes_our_objects_to_our_bytes() => Recodes("trace.py");

    [StockMessagePackFact("trace.mjs")]
    public void We_read_a_trace_made_with_node() => ReadsMade("trace.mjs", "javascript");

    [StockMessagePackFact("trace.py")]
    public void We_read_a_trace_made_with_python() => ReadsMade("trace.py", "python");

    private static void Decodes(string script) => WithFile(path =>
    {
        byte[] trace = Generated();
        File.WriteAllBytes(path, trace);
        string[] theirs = StockMessagePack.Run(script, "decode", path).TrimEnd().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(Lines(trace), theirs);
    });

    private static void Recodes(string script) => WithFile(path =>
    {
        byte[] trace = Generated();
        File.WriteAllBytes(path, trace);
        StockMessagePack.Run(script, "recode", path, path + ".out");
        Assert.Equal(trace, File.ReadAllBytes(path + ".out"));
        File.Delete(path + ".out");
    });

    private static void ReadsMade(string script, string producer) => WithFile(path =>
    {
        StockMessagePack.Run(script, "make", path);
        TraceCheck check = TraceValidator.Check(path);
        Assert.Empty(check.Problems);
        using TraceReader reader = TraceReader.Open(path);
        TraceInfo info = TraceInfo.Of(reader);
        Assert.Equal((producer, "made elsewhere", "note"), (info.Header.Producer, info.Header.Name, info.Header.Meta[1].Key));
        CountingSink counts = info.Counts;
        Assert.Equal((1L, 1L, 2L, 1L, 5L), (counts.Loads, counts.Stores, counts.Computes, counts.Barriers, counts.Records));
        Assert.Equal((64 * 63 * 4L, 1024L), (info.Traffic[0].LoadedBytes, info.Traffic[0].StoredBytes));
        byte[] made = File.ReadAllBytes(path);
        string dump = Encoding.UTF8.GetString(TraceSamples.Dump(made));
        Assert.Contains("\"later\":{\"x\":[1.5,null]}", dump);
        Assert.Equal(dump, Encoding.UTF8.GetString(TraceSamples.Dump(
            TraceSamples.Write(sink => JsonLinesLoader.Load(new MemoryStream(Encoding.UTF8.GetBytes(dump)), "dump", sink)))));
    });

    /// <summary>Masked loads, two kernels, every integer width; no floats, whose text differs between languages.</summary>
    private static byte[] Generated()
    {
        var gemm = new GemmOptions { Name = "gemm µ", M = 140, N = 130, K = 700, TileM = 128, TileN = 128, TileK = 512 };
        var conv = new ConvOptions { Height = 9, Width = 9, Channels = 5, Filters = 3, Padding = 1, Stride = 2 };
        return TraceSamples.Write(sink => TraceGenerator.Emit(
            sink, new GeneratedTraceOptions { FirstAddress = 1L << 40 }, new GemmGenerator(gemm), new ConvGenerator(conv)));
    }

    private static List<string> Lines(byte[] trace)
    {
        var lines = new List<string>();
        var r = new PackedReader(trace);
        while (!r.End)
        {
            var text = new StringBuilder();
            Print(ref r, text);
            lines.Add(text.ToString());
        }
        return lines;
    }

    private static void Print(ref PackedReader r, StringBuilder text)
    {
        switch (r.NextMessagePackType)
        {
            case MessagePackType.Integer: text.Append(r.ReadInt64()); break;
            case MessagePackType.Boolean: text.Append(r.ReadBoolean() ? "true" : "false"); break;
            case MessagePackType.String: text.Append('"').Append(JsonEncodedText.Encode(r.ReadString()!, Relaxed)).Append('"'); break;
            case MessagePackType.Array: PrintAll(ref r, text, r.ReadArrayHeader(), "[]", false); break;
            default: PrintAll(ref r, text, r.ReadMapHeader(), "{}", true); break;
        }
    }

    private static void PrintAll(ref PackedReader r, StringBuilder text, int count, string brackets, bool pairs)
    {
        text.Append(brackets[0]);
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
                text.Append(',');
            Print(ref r, text);
            if (!pairs)
                continue;
            text.Append(':');
            Print(ref r, text);
        }
        text.Append(brackets[1]);
    }

    private static void WithFile(Action<string> test)
    {
        string folder = Directory.CreateTempSubdirectory("actorsim-conformance").FullName;
        try
        {
            test(Path.Combine(folder, "x.trace"));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}

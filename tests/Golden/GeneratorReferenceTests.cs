using System.IO.Compression;
using ActorSim.Frontend.Generators;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using Xunit;

namespace ActorSim.Tests.Golden;

/// <summary>Generators against the recorded streams of the C++ timing core (tests/Fixtures/togsim), text for text.</summary>
public class GeneratorReferenceTests
{
    [Theory]
    [InlineData(256, 256)]
    [InlineData(256, 128)]
    [InlineData(512, 512)]
    [InlineData(1024, 512)]
    [InlineData(2048, 1024)]
    public void Gemm_generator_reproduces_the_recorded_stream(int size, int tile)
    {
        var options = new GemmOptions { M = size, N = size, K = size, TileM = tile, TileN = tile, TileK = tile };
        Assert.Equal(Recorded($"gemm{size}_t{tile}"), Exported(new GemmGenerator(options)));
    }

    [Fact]
    public void Layer_norm_generator_reproduces_the_recorded_stream()
    {
        var options = new LayerNormOptions { Rows = 128, Columns = 256, Dependencies = false };
        Assert.Equal(Recorded("ex_layernorm"), Exported(new LayerNormGenerator(options)));
    }

    [Theory]
    [InlineData("gemm256_t256")]
    [InlineData("gemm1024_t512")]
    [InlineData("ex_layernorm")]
    [InlineData("ex_embed_layernorm")]
    public void Import_and_export_give_the_recorded_stream_again(string name)
    {
        var stream = new MemoryStream();
        using (var exporter = new RecordedStreamExporter(stream))
            RecordedStreamImporter.Import(FixturePath(name), exporter);
        Assert.Equal(Recorded(name), Text(stream));
    }

    [Theory]
    [InlineData("gemm256_t256", 256, 256)]
    [InlineData("gemm256_t128", 256, 128)]
    [InlineData("gemm1024_t512", 1024, 512)]
    public void Imported_declarations_are_those_of_the_generator(string name, int size, int tile)
    {
        byte[] imported = Unit.TraceSamples.Write(sink => RecordedStreamImporter.Import(FixturePath(name), sink));
        var options = new GemmOptions { M = size, N = size, K = size, TileM = tile, TileN = tile, TileK = tile };
        byte[] generated = Unit.TraceSamples.Write(sink => TraceGenerator.Emit(sink, Spaced, new GemmGenerator(options)));
        Assert.Equal(Declarations(imported), Declarations(generated));
    }

    private static GeneratedTraceOptions Spaced => new() { Spacing = 1 << 20 };

    /// <summary>Everything but names and shapes, which a recorded stream does not have.</summary>
    private static List<string> Declarations(byte[] trace)
    {
        var found = new List<string>();
        using TraceReader reader = Unit.TraceSamples.Read(trace);
        while (reader.Read())
        {
            string? text = reader.Kind switch
            {
                TraceObjectKind.Tensor => $"tensor {reader.Tensor.Id} {reader.Tensor.BaseAddress} {reader.Tensor.Bytes}",
                TraceObjectKind.Buffer => $"buffer {reader.Buffer.Id} {reader.Buffer.Bytes} {reader.Buffer.Role}",
                TraceObjectKind.TileCost => $"tile {reader.TileCost.Id} {reader.TileCost.Unit} {reader.TileCost.Cycles} "
                    + $"{reader.TileCost.OverlapCycles}",
                TraceObjectKind.WorkItem => $"item {reader.WorkItem.Index} {reader.WorkItem.SpadBytes}",
                _ => null,
            };
            if (text is not null)
                found.Add(text);
        }
        return found;
    }

    private static string Exported(IKernelGenerator generator)
    {
        var stream = new MemoryStream();
        using (var exporter = new RecordedStreamExporter(stream))
            TraceGenerator.Emit(exporter, Spaced, generator);
        return Text(stream);
    }

    private static string Recorded(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(FixturePath(name)), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static string Text(MemoryStream stream) => System.Text.Encoding.UTF8.GetString(stream.ToArray());

    private static string FixturePath(string name) =>
        Path.Combine(AppContext.BaseDirectory, "Fixtures", "togsim", name + ".jsonl.gz");
}

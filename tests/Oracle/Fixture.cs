using System.IO.Compression;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Writing;

namespace ActorSim.Tests.Oracle;

/// <summary>Files under tests/Fixtures, and traces made of them.</summary>
public static class Fixture
{
    public static string PathOf(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Fixtures", .. parts]);

    /// <summary>A recorded stream of the reference as a trace.</summary>
    public static byte[] Togsim(string name) => Import(PathOf("togsim", name + ".jsonl.gz"));

    public static byte[] Import(string recordedStream)
    {
        var stream = new MemoryStream();
        using (var writer = new TraceWriter(stream))
        {
            RecordedStreamImporter.Import(recordedStream, writer);
        }

        return stream.ToArray();
    }

    public static string[] GzipLines(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

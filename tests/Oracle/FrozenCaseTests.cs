using System.Globalization;
using System.IO.Compression;
using Xunit;

namespace ActorSim.Tests.Oracle;

/// <summary>
/// Generated cases with the reference model's answers, committed (tests/Fixtures/oracle), so that they are checked where python3 and the
/// model are absent and whatever becomes of the generator.
/// </summary>
public class FrozenCaseTests
{
    private const int Frozen = 10;
    private const int Ending = 30;
    private const int LargestCompressedBytes = 12_000;

    public static TheoryData<string> Cases() => new(File.ReadAllLines(Fixture.PathOf("oracle", "cases.txt")));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Events_are_those_that_the_reference_model_gave(string line)
    {
        var fields = line.Split(' ');
        var generated = new GeneratedCase(Number(fields[0]), Gunzip(Fixture.PathOf("oracle", fields[0] + ".msgpack.gz")), Machine(fields));
        var (total, events) = ReferenceModel.Answer(Fixture.GzipLines(Fixture.PathOf("oracle", fields[0] + ".csv.gz")));
        Assert.Null(GeneratedTraceTests.Difference(generated, total, events));
    }

    [Fact]
    public void Committed_cases_include_some_that_freeze()
    {
        var seeds = File.ReadAllLines(Fixture.PathOf("oracle", "cases.txt")).Select(c => c.Split(' ')[0]);
        Assert.Equal(Frozen, seeds.Count(s => Fixture.GzipLines(Fixture.PathOf("oracle", s + ".csv.gz"))[0] == "frozen"));
    }

    [RegenerateFact(needsReferenceModel: true)]
    public void Write_the_committed_cases()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "tests", "Fixtures", "oracle")).FullName;
        var cases = Enumerable.Range(1, 160).Select(GeneratedCases.Make).ToArray();
        var answers = ReferenceModel.Ask(cases);
        var kept = Enumerable.Range(0, cases.Length).Where(n => Save(folder, cases[n], answers[n].Total, answers[n].Events)).ToArray();
        var frozen = kept.Where(n => answers[n].Total == "frozen").Take(Frozen);
        var chosen = frozen.Concat(kept.Where(n => answers[n].Total != "frozen").Take(Ending)).ToArray();
        foreach (var n in kept.Except(chosen))
        {
            File.Delete(Path.Combine(folder, $"{cases[n].Seed}.msgpack.gz"));
            File.Delete(Path.Combine(folder, $"{cases[n].Seed}.csv.gz"));
        }

        File.WriteAllLines(Path.Combine(folder, "cases.txt"), chosen.Order().Select(n => $"{cases[n].Seed} {cases[n].Options}"));
        Assert.Equal(Frozen + Ending, chosen.Length);
    }

    private static bool Save(string folder, GeneratedCase generated, string total, string[] events)
    {
        var trace = Gzip(generated.Trace);
        var answer = Gzip(System.Text.Encoding.UTF8.GetBytes(total + '\n' + string.Join('\n', events) + '\n'));
        if (trace.Length + answer.Length > LargestCompressedBytes)
        {
            return false;
        }

        File.WriteAllBytes(Path.Combine(folder, $"{generated.Seed}.msgpack.gz"), trace);
        File.WriteAllBytes(Path.Combine(folder, $"{generated.Seed}.csv.gz"), answer);
        return true;
    }

    private static OracleMachine Machine(string[] f) => new()
    {
        Cores = Number(f[1]),
        Channels = Number(f[2]),
        Latency = Number(f[3]),
        SpadKb = Number(f[4]),
        Arrays = Number(f[5]),
        WeightDepth = Number(f[6]),
        Ports = Number(f[7]),
        NocLatency = Number(f[8]),
        RequestBytes = Number(f[9]),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Gunzip(string path)
    {
        var plain = new MemoryStream();
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}

using ActorSim.Fuzz;
using Xunit;

namespace ActorSim.Tests.Failure;

/// <summary>The fuzzer's starting points and seeded damage of them, through every reader: refused or read, nothing else. tools/fuzz looks
/// further.</summary>
public class FuzzCorpusTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("ACTORSIM_NIGHTLY") == "1" ? 20_000 : 300;

    public static TheoryData<string> Readers => [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Every_reader_reads_or_refuses(string reader)
    {
        var seeds = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", "corpus", reader)).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes).ToArray();
        Assert.NotEmpty(seeds);
        foreach (var seed in seeds)
        {
            FuzzTargets.Run(reader, seed);
        }

        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            FuzzTargets.Run(reader, Damage([.. seeds[random.Next(seeds.Length)]], random));
        }
    }

    // Bits, bytes of the borders, pieces twice or missing, and an end too early.
    private static byte[] Damage(List<byte> bytes, Random random)
    {
        for (var n = random.Next(1, 4); n > 0 && bytes.Count > 1; n--)
        {
            var at = random.Next(bytes.Count);
            var length = random.Next(1, Math.Min(16, bytes.Count - at) + 1);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = new byte[] { 0, 1, 0x7f, 0x80, 0xff, (byte)'"', (byte)'{', (byte)'$' }[random.Next(8)]; break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 4: bytes.InsertRange(at, "9223372036854775807"u8.ToArray()); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }

        return [.. bytes];
    }
}

using System.Diagnostics;
using System.Globalization;
using ActorSim.Frontend.Onnx;
using ActorSim.Frontend.Onnx.Coverage;
using ActorSim.Frontend.Onnx.Zoo;
using ActorSim.Frontend.Tests.Conformance;
using Xunit;

namespace ActorSim.Frontend.Tests.Failure;

/// <summary>
/// Random damage to models: reading, inferring, folding and checking either accept or throw <see cref="OnnxException"/>, and allocate no
/// more than a bound. ACTORSIM_MUTATION_SECONDS prolongs the run (2 s unless set); the mutations of a seed are always the same.
/// </summary>
public sealed class OnnxMutationTests
{
    // A value that is followed has up to 4096 elements, and a small file has room for some tens of them.
    private const long FixedAllocation = 256 << 20;
    private const long AllocationPerByte = 4096;
    private const int LargestModel = 64 << 10;

    [Fact]
    public void Damaged_models_never_crash_hang_or_allocate_without_bound()
    {
        var seconds = double.Parse(Environment.GetEnvironmentVariable("ACTORSIM_MUTATION_SECONDS") ?? "2", CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        var models = Models();
        int refused = 0, seed = 0;
        for (; seed < 500 || clock.Elapsed.TotalSeconds < seconds; seed++)
        {
            var random = new Random(seed);
            var damaged = Damage(models[random.Next(models.Count)], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            refused += Run(damaged, seed);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < FixedAllocation + (AllocationPerByte * damaged.Length), $"seed {seed} allocated {allocated} bytes");
        }

        Assert.InRange(refused, seed / 10, seed);
    }

    // The suites have every operator; without them the zoo has the usual ones.
    private static List<byte[]> Models()
    {
        var zoo = ModelZoo.Models.Select(m => OnnxModelWriter.ToBytes(m.Build(new ZooOptions())));
        var models = zoo.Where(m => m.Length < LargestModel).ToList();
        if (OnnxSuites.Missing is null)
        {
            models.AddRange(OnnxSuites.Cases().Select(c => File.ReadAllBytes(c.ModelPath)).Where(m => m.Length < LargestModel));
        }

        return models;
    }

    private static int Run(byte[] damaged, int seed)
    {
        try
        {
            var graph = ModelImport.Finish(OnnxModelReader.Parse(damaged, "damaged", Path.GetTempPath()), "damaged");
            _ = ModelCheck.Of(graph, OperatorCatalog.WithFreeOperators());
            return 0;
        }
        catch (OnnxException)
        {
            return 1;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed {seed} crashed the importer", e);
        }
    }

    private static byte[] Damage(byte[] model, Random random)
    {
        var bytes = new List<byte>(model);
        var edits = 1 + random.Next(4);
        for (var i = 0; i < edits && bytes.Count > 0; i++)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, HostileNumber(random)); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at))); break;
                case 5: bytes.RemoveRange(at, bytes.Count - at); break;
                // A small number in place of another: sizes, axes, types.
                default: bytes[at] = (byte)random.Next(12); break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Numbers of up to ten bytes: lengths and sizes beyond everything.</summary>
    private static byte[] HostileNumber(Random random) =>
        [.. Enumerable.Repeat((byte)0xff, random.Next(1, 10)), (byte)random.Next(128)];
}

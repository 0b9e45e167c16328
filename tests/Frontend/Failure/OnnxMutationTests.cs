using System.Diagnostics;
using System.Globalization;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Frontend.Onnx.Zoo;
using ActorSim.Frontend.Tests.Conformance;
using Xunit;

namespace ActorSim.Frontend.Tests.Failure;

/// <summary>
/// Random damage to models: the whole way from the file to the lowered program either accepts or throws <see cref="OnnxException"/> or
/// <see cref="CompileException"/>, and allocates no more than a bound. ACTORSIM_MUTATION_SECONDS prolongs the run (2 s unless set); the
/// mutations of a seed are always the same.
/// </summary>
public sealed class OnnxMutationTests
{
    // A value that is followed has up to 4096 elements, and a small file has room for some tens of them.
    private const long FixedAllocation = 256 << 20;
    private const long AllocationPerByte = 4096;
    private const int LargestModel = 64 << 10;

    [Fact]
    public void Damaged_files_never_crash_hang_or_allocate_without_bound() => Check(OnnxDamage.OfBytes);

    [Fact]
    public void Damaged_graphs_never_crash_hang_or_allocate_without_bound()
    {
        string[] operators = [.. Models().SelectMany(m => ModelProto.Parser.ParseFrom(m).Graph.Node).Select(n => n.OpType).Distinct().Order(StringComparer.Ordinal)];
        Check((model, random) => OnnxDamage.OfFields(model, operators, random));
    }

    private static void Check(Func<byte[], Random, byte[]> damage)
    {
        var seconds = double.Parse(Environment.GetEnvironmentVariable("ACTORSIM_MUTATION_SECONDS") ?? "2", CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        var models = Models();
        int refused = 0, seed = 0;
        for (; seed < 500 || clock.Elapsed.TotalSeconds < seconds; seed++)
        {
            var random = new Random(seed);
            var damaged = damage(models[random.Next(models.Count)], random);
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
            _ = ModelCompiler.Compile(OnnxModelReader.Parse(damaged, "damaged", Path.GetTempPath()), "damaged", MachineFacts.Toy8);
            return 0;
        }
        catch (Exception e) when (e is OnnxException or CompileException)
        {
            return 1;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed {seed} crashed the compiler", e);
        }
    }
}

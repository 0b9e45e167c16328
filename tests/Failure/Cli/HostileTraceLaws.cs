using ActorSim.Tests.Unit.Cli;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>
/// Generated traces with extremes in every field: what the check accepts runs or freezes with a message, what it refuses the run refuses.
/// ACTORSIM_NIGHTLY=1 takes many more.
/// </summary>
public sealed class HostileTraceLaws : IDisposable
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("ACTORSIM_NIGHTLY") == "1" ? 20_000 : 150;
    private static readonly int[] Ids = [0, 1, 7, 4095, 4096, 1 << 20, 300_000_000, int.MaxValue];
    private static readonly long[] Costs = [0, 1, 2, 100, 1L << 31, 1L << 48, (1L << 48) + 1, long.MaxValue - 1, long.MaxValue];
    private static readonly long[] Sizes = [1, 1, 1, 2, 3, 16, 64, 1 << 12, 0, -1];
    private static readonly long[] Strides = [1, 1, 1, 0, 2, -1, 64, 1 << 20, int.MaxValue, long.MinValue, long.MaxValue];
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Check_and_run_agree_about_generated_traces()
    {
        var (valid, refused) = (0, 0);
        for (var seed = 0; seed < Rounds; seed++)
        {
            var path = _folder["t.msgpack"];
            File.WriteAllBytes(path, Unit.TraceSamples.Write(sink => Emit(sink, new Random(seed)), validate: false));
            var check = CliRun.Of("trace", "check", path);
            var run = CliRun.Of("run", path, "-q", "--system", "toy-8x8");
            Assert.True(check.ExitCode == 0 ? run.ExitCode is 0 or 3 : check.ExitCode == 2 && run.ExitCode == 2,
                $"seed {seed}: check {check.ExitCode}, run {run.ExitCode}: {run.Error}");
            Assert.InRange(run.Error.Length, 0, 4000);
            (valid, refused) = check.ExitCode == 0 ? (valid + 1, refused) : (valid, refused + 1);
        }

        Assert.InRange(valid, Rounds / 50, Rounds);
        Assert.InRange(refused, Rounds / 50, Rounds);
    }

    private static void Emit(ITraceSink sink, Random random)
    {
        var wild = random.Next(3) == 0;
        var ids = Ids.OrderBy(_ => random.Next()).Take(4).ToArray();
        sink.Header(new TraceHeader("laws", "hostile"));
        foreach (var id in ids)
        {
            sink.Tensor(new TraceTensor(id, "t", "u8", [1], wild && random.Next(8) == 0 ? long.MaxValue - 5 : 4096, 1 << 26));
        }

        for (var k = 0; k < ids.Length; k++)
        {
            sink.Buffer(new TraceBuffer(ids[k], "b", wild && random.Next(8) == 0 ? 1L << 60 : 64, k % 2 == 0 ? BufferRole.Weights : BufferRole.Scratch));
        }

        for (var k = 0; k < ids.Length; k++)
        {
            var cycles = wild ? Pick(Costs, random) : Pick(Costs[..6], random);
            sink.TileCost(new TileCost(ids[k], "c", (ComputeUnit)k, cycles, random.Next(2) == 0 ? cycles : 0));
        }

        var kernel = Pick(Ids, random);
        sink.BeginKernel(new TraceKernel(kernel, "k", [], 0));
        var items = random.Next(1, 3);
        var builder = new WorkItemBuilder();
        for (var item = 0; item < items; item++)
        {
            builder.Begin(kernel, item, [], 0, item > 0 && random.Next(2) == 0 ? [item - 1] : []);
            for (var records = random.Next(1, 8); records > 0; records--)
            {
                Add(builder, ids, random, wild);
            }

            sink.WorkItem(builder.Build());
        }

        sink.EndKernel(kernel);
        sink.Complete();
    }

    // Weights are ids 0 and 2 of the four, scratch 1 and 3; units are in the order of their numbers: vector, matmul, preload, cross-lane.
    private static void Add(WorkItemBuilder builder, int[] ids, Random random, bool wild)
    {
        var any = wild && random.Next(4) == 0;
        int Scratch() => any ? Pick(ids, random) : ids[random.Next(2) * 2 + 1];
        int Weights() => any ? Pick(ids, random) : ids[random.Next(2) * 2];
        switch (random.Next(6))
        {
            case 0:
                builder.AddCompute(ids[(int)ComputeUnit.Vector], [], [Scratch()], [Scratch()]);
                break;
            case 1:
                var w = Weights();
                builder.AddCompute(ids[(int)ComputeUnit.Preload], [], [Scratch()], [w]);
                builder.AddCompute(ids[(int)ComputeUnit.Matmul], [], [w, Scratch()], [Scratch()]);
                break;
            case 2:
                builder.AddStore(new(Pick(ids, random), 0, [wild ? Pick(Sizes, random) : 16], [1], 8), new(0, 0), [Scratch()]);
                break;
            case 3:
                var slot = random.Next(3);
                builder.AddLoad(new(Pick(ids, random), 0, [8], [1], 8), new(0, slot, true), [Scratch()]);
                builder.AddBarrier(0, wild ? random.Next(3) : slot, [Scratch()]);
                break;
            case 4:
                var rank = random.Next(1, 4);
                var dims = Enumerable.Range(0, rank).Select(_ => Pick(wild ? Sizes : Sizes[..6], random)).ToArray();
                var strides = dims.Select(_ => Pick(wild ? Strides : Strides[..4], random)).ToArray();
                builder.AddLoad(new(Pick(ids, random), wild ? random.Next(100) : 0, dims, strides, 8), new(0, 0, false), [Scratch()]);
                break;
            default:
                builder.AddCompute(ids[(int)ComputeUnit.CrossLane], [], [], [Scratch()]);
                break;
        }
    }

    private static T Pick<T>(T[] from, Random random) => from[random.Next(from.Length)];
}

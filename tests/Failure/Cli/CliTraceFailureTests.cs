using ActorSim.Tests.Unit.Cli;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>Traces that cannot be run: exit code 2 with one message, and no report left behind.</summary>
public sealed class CliTraceFailureTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_truncated_trace_is_refused_with_its_byte()
    {
        var trace = _folder.SmallTrace();
        File.WriteAllBytes(trace, File.ReadAllBytes(trace)[..400]);
        Refused(trace, "truncated", "byte 400");
    }

    [Fact]
    public void A_corrupted_trace_is_refused_by_its_checksum()
    {
        var trace = _folder.SmallTrace();
        var bytes = File.ReadAllBytes(trace);
        // The first letter of "generators" in the header: still a string, but not the one that was summed up.
        bytes[bytes.AsSpan().IndexOf("generators"u8)] ^= 1;
        File.WriteAllBytes(trace, bytes);
        Refused(trace, "CRC-32C");
    }

    [Fact]
    public void A_trace_that_claims_two_billion_elements_is_refused_without_allocating_them()
    {
        // [kind 1, id, name, dtype, shape of 2^31 - 1 elements ...
        byte[] hostile = [.. HeaderBytes(), 0x97, 1, 0, 0xa1, .. "X"u8, 0xa3, .. "f32"u8, 0xdd, 0x7f, 0xff, 0xff, 0xff];
        File.WriteAllBytes(_folder["hostile.msgpack"], hostile);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(_folder["hostile.msgpack"], "object 1", "truncated");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    [Fact]
    public void A_newer_major_version_is_refused_by_number()
    {
        var trace = _folder.SmallTrace();
        var bytes = File.ReadAllBytes(trace);
        bytes[bytes.AsSpan().IndexOf("actorsim.trace"u8) + "actorsim.trace".Length] = 2;
        File.WriteAllBytes(trace, bytes);
        Refused(trace, "version 2");
    }

    [Fact]
    public void An_undeclared_buffer_is_refused_by_id() => Refused(
        _folder.UncheckedTrace("undeclared.msgpack", sink => Kernel(sink, w => w.AddCompute(0, [], [77], [0]))),
        "buffer 77", "not declared");

    [Fact]
    public void An_undeclared_tensor_is_refused_by_id() => Refused(
        _folder.UncheckedTrace("undeclared.msgpack", sink => Kernel(sink, w => w.AddLoad(new(9, 0, [4], [1], 32), new(0, 0, false), [0]))),
        "tensor 9", "not declared");

    [Fact]
    public void A_matmul_without_preload_is_refused() => Refused(
        _folder.UncheckedTrace("matmul.msgpack", sink => Kernel(sink, w => w.AddCompute(1, [], [0, 1], [0]))), "no preload before it");

    [Fact]
    public void A_file_that_does_not_exist_is_named() => Refused(_folder["nowhere.msgpack"], "nowhere.msgpack", "cannot open");

    [Fact]
    public void A_folder_is_not_a_trace() => Refused(Path.GetDirectoryName(_folder["x"])!, "cannot open");

    [Fact]
    public void Text_is_not_a_trace() => Refused(_folder.Text("text.msgpack", "hello, world"), "text.msgpack");

    [Fact]
    public void An_empty_file_is_not_a_trace() => Refused(_folder.Text("empty.msgpack", ""), "without a footer");

    [Fact]
    public void A_kernel_of_a_partition_that_the_system_lacks_is_refused()
    {
        var trace = _folder["p3.msgpack"];
        Assert.Equal(0, CliRun.Of("gen", "vector-add", "--elements", "64", "--partition", "3", "-o", trace).ExitCode);
        Refused(trace, "partition 3", "scheduler.partitions");
    }

    [Fact]
    public void Check_prints_every_problem_and_ends_with_code_2()
    {
        var trace = _folder.UncheckedTrace("two.msgpack", sink => Kernel(sink, w => w.AddCompute(0, [], [77], [78])));
        var run = CliRun.Of("trace", "check", trace);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("buffer 77", run.Output);
        Assert.Contains("buffer 78", run.Output);
        Assert.Contains("2 problem(s)", run.Error);
    }

    private static byte[] HeaderBytes()
    {
        var whole = Unit.TraceSamples.Write(sink =>
        {
            sink.Header(new TraceHeader("tests", "hostile", []));
            sink.Complete();
        });
        using var reader = new TraceReader(new MemoryStream(whole));
        Assert.True(reader.Read());
        Assert.True(reader.Read());
        return whole[..(int)reader.ByteOffset];
    }

    private static void Kernel(ITraceSink sink, Action<WorkItemBuilder> records)
    {
        sink.Header(new TraceHeader("tests", "broken", []));
        sink.Tensor(new TraceTensor(0, "X", "f32", [64], 4096, 256));
        sink.Buffer(new TraceBuffer(0, "x", 256, BufferRole.Load));
        sink.Buffer(new TraceBuffer(1, "w", 0, BufferRole.Weights));
        sink.TileCost(new TileCost(0, "vector", ComputeUnit.Vector, 16, 0));
        sink.TileCost(new TileCost(1, "matmul", ComputeUnit.Matmul, 16, 0));
        sink.BeginKernel(new TraceKernel(0, "k", [], 0));
        var builder = new WorkItemBuilder();
        builder.Begin(0, 0, [], 256);
        records(builder);
        sink.WorkItem(builder.Build());
        sink.EndKernel(0);
        sink.Complete();
    }

    private void Refused(string trace, params string[] said)
    {
        var before = _folder.Files.ToArray();
        var run = CliRun.Of("run", trace, "--json", _folder["report.json"]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("actorsim: error: ", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.All(said, s => Assert.Contains(s, run.Error));
        Assert.Empty(run.Output);
        Assert.Equal(before, _folder.Files);
    }
}

using ActorSim.Tests.Unit;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Validation;
using ActorSim.Trace.Writing;
using Xunit;

namespace ActorSim.Tests.Failure;

/// <summary>Rules about declarations, kernels, work-items and the footer; and what a failed write leaves behind.</summary>
public class TraceStructureTests
{
    [Fact]
    public void Duplicate_ids_are_refused()
    {
        Reports("tensor 3 is declared twice", s => Twice(() => s.Tensor(new TraceTensor(3, "t", "f32", [1], 0, 4))));
        Reports("buffer 3 is declared twice", s => Twice(() => s.Buffer(new TraceBuffer(3, "b", 4, BufferRole.Load))));
        Reports("tile 5000 is declared twice", s => Twice(() => s.TileCost(new TileCost(5000, "c", ComputeUnit.Vector, 4, 0))));
        Reports("kernel 3 begins twice", s =>
        {
            Kernel(s, 3);
            s.BeginKernel(new TraceKernel(3, "again", [], 0));
        });
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        Reports("tensor id -1", s => s.Tensor(new TraceTensor(-1, "t", "f32", [1], 0, 4)));
        Reports("leave the range", s => s.Tensor(new TraceTensor(0, "t", "f32", [1], long.MaxValue, 4)));
        Reports("leave the range", s => s.Tensor(new TraceTensor(0, "t", "f32", [1], 0, -4)));
        Reports("dimension -2", s => s.Tensor(new TraceTensor(0, "t", "f32", [-2], 0, 4)));
        Reports("-8 bytes", s => s.Buffer(new TraceBuffer(0, "b", -8, BufferRole.Load)));
        Reports("need 0 <= overlap <= cycles", s => s.TileCost(new TileCost(0, "c", ComputeUnit.Vector, 4, 5)));
        Reports("need 0 <= overlap <= cycles", s => s.TileCost(new TileCost(0, "c", ComputeUnit.Vector, -4, -5)));
        Reports("partition -1", s =>
        {
            s.BeginKernel(new TraceKernel(0, "k", [], -1));
            s.EndKernel(0);
        });
    }

    [Fact]
    public void Kernels_depend_only_on_kernels_that_ended_before()
    {
        Reports("kernel 0 depends on itself", s => Kernel(s, 0, 0));
        Reports("kernel 0 depends on kernel 1, which has not begun", s =>
        {
            Kernel(s, 0, 1);
            Kernel(s, 1);
        });
        Reports("kernel 1 depends on kernel 0, which has not ended", s =>
        {
            s.BeginKernel(new TraceKernel(0, "k", [], 0));
            Kernel(s, 1, 0);
            s.EndKernel(0);
        });
    }

    [Fact]
    public void Kernels_may_interleave_when_independent()
    {
        byte[] trace = TraceSamples.Write(s =>
        {
            s.Header(new TraceHeader("t", "t"));
            s.BeginKernel(new TraceKernel(0, "a", [], 0));
            s.BeginKernel(new TraceKernel(1, "b", [], 1));
            Item(s, 1, 0);
            Item(s, 0, 0);
            Item(s, 1, 1, 0);
            s.EndKernel(1);
            s.EndKernel(0);
            s.Complete();
        });
        Assert.True(TraceValidator.Check(new MemoryStream(trace), "t").IsValid);
    }

    [Fact]
    public void Work_items_come_in_order_inside_their_kernel()
    {
        Reports("kernel 7, which has not begun", s => Item(s, 7, 0));
        Reports("kernel 0, which has ended", s =>
        {
            Kernel(s, 0);
            Item(s, 0, 0);
        });
        Reports("where number 0 is due", s =>
        {
            s.BeginKernel(new TraceKernel(0, "k", [], 0));
            Item(s, 0, 1);
            s.EndKernel(0);
        });
        Reports("depends on work-item 0, which is not an earlier one", s =>
        {
            s.BeginKernel(new TraceKernel(0, "k", [], 0));
            Item(s, 0, 0, 0);
            s.EndKernel(0);
        });
    }

    [Fact]
    public void Kernels_end_once_and_before_the_footer()
    {
        Reports("end of kernel 4, which has not begun", s => s.EndKernel(4));
        Reports("1 kernel(s) have not ended", s => s.BeginKernel(new TraceKernel(0, "k", [], 0)));
    }

    [Fact]
    public void Object_after_the_footer_is_refused_by_the_writer()
    {
        using var writer = new TraceWriter(new MemoryStream());
        writer.Header(new TraceHeader("t", "t"));
        writer.Complete();
        Assert.Throws<ObjectDisposedException>(() => writer.EndKernel(0));
    }

    [Fact]
    public void Unfinished_file_leaves_nothing_behind_and_keeps_the_old_one()
    {
        string folder = Directory.CreateTempSubdirectory("actorsim-atomic").FullName;
        try
        {
            string path = Path.Combine(folder, "x.trace");
            File.WriteAllText(path, "old");
            using (TraceWriter writer = TraceWriter.Create(path))
                writer.Header(new TraceHeader("t", "t"));
            Assert.Equal("old", File.ReadAllText(path));
            Assert.Single(Directory.GetFiles(folder));
            using (TraceWriter writer = TraceWriter.Create(path))
                TraceSamples.EmitEverything(writer);
            Assert.True(TraceValidator.Check(path).IsValid);
            Assert.Single(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public void Folder_that_does_not_exist_is_named()
    {
        string path = Path.Combine("no-such-folder", "x.trace");
        Assert.Contains(path, Assert.Throws<TraceException>(() => TraceWriter.Create(path)).Message);
    }

    private static void Reports(string message, Action<ITraceSink> body)
    {
        byte[] trace = TraceSamples.Write(
            sink =>
            {
                sink.Header(new TraceHeader("tests", "structure"));
                body(sink);
                sink.Complete();
            },
            false);
        TraceCheck check = TraceValidator.Check(new MemoryStream(trace), "t");
        Assert.Contains(check.Problems, p => p.Message.Contains(message));
        Assert.Throws<TraceException>(() => TraceSamples.ReadAll(trace));
    }

    private static void Twice(Action action)
    {
        action();
        action();
    }

    private static void Kernel(ITraceSink sink, int id, params int[] dependsOn)
    {
        sink.BeginKernel(new TraceKernel(id, "k", dependsOn, 0));
        sink.EndKernel(id);
    }

    private static void Item(ITraceSink sink, int kernel, int index, params int[] dependsOn) =>
        sink.WorkItem(new WorkItemBuilder().Begin(kernel, index, default, 0, dependsOn).Build());
}

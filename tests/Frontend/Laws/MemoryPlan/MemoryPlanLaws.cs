using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Tests.Laws.Fusion;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.MemoryPlan;

public sealed class MemoryPlanLaws
{
    private const long Alignment = 4096;

    [Fact]
    public void Kernels_that_run_at_the_same_time_keep_their_tensors()
    {
        long used = 0, sum = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var graph = new RandomGraph(seed);
            var (fused, apart) = graph.Case.Compiled(graph.Outputs);
            foreach (var model in new[] { fused, apart })
            {
                for (var order = 0; order < 10; order++) MemoryRun.Check(model, order);
                used += model.Memory!.HighWaterBytes;
                sum += model.Memory.SumBytes;

                // Another order of tensors can leave another gap in front of the last one.
                Assert.InRange(model.Memory.HighWaterBytes, model.Memory.FixedBytes, model.Memory.SumBytes + Alignment - 1);
            }
        }

        Assert.True(used < sum, $"{used} bytes of {sum}");
    }

    [Fact]
    public void Chain_takes_the_places_of_two_tensors()
    {
        var memory = Chain(9).Memory!;
        Assert.Equal(4096, memory.FixedBytes / 2);
        Assert.Equal(4 * 4096, memory.HighWaterBytes);
        Assert.Equal(11 * 4096 - 4096, memory.SumBytes);
    }

    [Fact]
    public void Independent_branches_share_no_place()
    {
        var model = new FusionCase().Input("x", 32, 32).Node("Softmax", "a", "x").Node("Exp", "b", "x").Node("Softmax", "c", "a")
            .Node("Softmax", "d", "b").Node("Add", "y", "c d").Compiled("y").Apart;
        var places = model.Module.Tensors.Where(t => t.Role == TensorRole.Intermediate).Select(t => model.Memory!.Offsets[t.Id]).ToArray();
        Assert.Equal(4, places.Length);
        Assert.Equal(4, places.Distinct().Count());
    }

    [Fact]
    public void Addresses_are_those_of_the_trace()
    {
        var model = Chain(4);
        var options = new ProducerOptions { FirstAddress = 8192, Memory = model.Memory };
        var plan = ModulePlan.Of(model.Module, CostModel.For(model.Module.Machine).Of(model.Module));
        using var producer = new TraceProducer(plan, [], options);
        var addresses = new List<long>();
        while (producer.Read())
            if (producer.Kind == TraceObjectKind.Tensor) addresses.Add(producer.Tensor.BaseAddress);
        Assert.Equal(model.Memory!.Offsets.Select(o => o + 8192), addresses);
    }

    [Fact]
    public void Model_larger_than_memory_is_refused_with_its_largest_tensors()
    {
        var memory = Chain(4).Memory!;
        memory.ThrowIfAbove(memory.HighWaterBytes, "m.onnx");
        var e = Assert.Throws<CompileException>(() => memory.ThrowIfAbove(memory.HighWaterBytes - 1, "m.onnx"));
        Assert.Contains("SIM6030", e.Message, StringComparison.Ordinal);
        Assert.Contains("m.onnx", e.Message, StringComparison.Ordinal);
        Assert.Contains("needs 16384 bytes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Independent_kernels_stand_together_and_layers_follow_them()
    {
        var model = new FusionCase().Input("x", 4, 8).Node("Softmax", "a1", "x").Node("Softmax", "a2", "a1").Node("Softmax", "b1", "x")
            .Node("Softmax", "b2", "b1").Node("Add", "y", "a2 b2").Compiled("y").Apart;
        Assert.Equal(["Softmax_a1", "Softmax_b1", "Softmax_a2", "Softmax_b2", "Add_y"], model.Layers.ToArray());
        Assert.Equal(["", "", "0", "1", "2 3"], model.Module.Kernels.Select(k => string.Join(' ', k.DependsOn)));

    }

    // Softmax of 4096 bytes again and again, each from the one before.
    private static CompiledModel Chain(int length)
    {
        var test = new FusionCase().Input("v0", 32, 32);
        for (var i = 1; i <= length; i++) test.Node("Softmax", $"v{i}", $"v{i - 1}");
        return test.Compiled($"v{length}").Apart;
    }
}

using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Fusion;

public sealed class PointwiseFusionLaws
{
    [Fact]
    public void Chain_with_broadcast_inputs_is_one_kernel() =>
        Assert.Equal((1, 4), new FusionCase().Input("x", 2, 5, 7).Weight("b", 7).Input("z", 2, 1, 7).Real("half", 0.5)
            .Node("Add", "a", "x b").Node("Mul", "m", "a z").Node("Mul", "h", "m half").Node("Abs", "y", "h").Kernels("y"));

    [Fact]
    public void Value_that_is_read_twice_inside_is_computed_once() =>
        Assert.Equal((1, 4), new FusionCase().Input("x", 3, 9).Node("Exp", "e", "x").Node("Abs", "a", "e").Node("Tanh", "t", "e")
            .Node("Sub", "y", "a t").Kernels("y"));

    [Fact]
    public void Value_that_is_an_output_is_stored() =>
        Assert.Equal((2, 2), new FusionCase().Input("x", 3, 9).Node("Exp", "e", "x").Node("Abs", "y", "e").Kernels("e", "y"));

    [Fact]
    public void Value_that_another_operator_reads_is_stored() =>
        Assert.Equal((3, 3), new FusionCase().Input("x", 3, 9).Node("Exp", "e", "x").Node("Abs", "y", "e").Node("Softmax", "z", "e")
            .Kernels("y", "z"));

    [Fact]
    public void Value_that_repeats_afterwards_is_computed_on_its_own() =>
        Assert.Equal((2, 2), new FusionCase().Input("x", 1, 9).Input("z", 5, 9).Node("Exp", "e", "x").Node("Add", "y", "e z").Kernels("y"));

    [Fact]
    public void Inputs_of_a_kernel_are_bounded()
    {
        var test = new FusionCase().Input("x", 3, 9);
        for (var i = 0; i < 12; i++) test.Input($"z{i}", 3, 9).Node("Add", $"a{i}", i == 0 ? "x z0" : $"a{i - 1} z{i}");
        Assert.Equal((2, 12), test.Kernels("a11"));
    }

    [Fact]
    public void Operators_that_no_output_needs_are_not_compiled() =>
        Assert.Equal((1, 2), new FusionCase().Input("x", 3, 9).Node("Softmax", "s", "x").Node("Abs", "y", "x").Kernels("y"));
}

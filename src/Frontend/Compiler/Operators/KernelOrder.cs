using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>
/// Kernels by the length of the longest chain that they wait for, else in the model's order. Work-items are dealt to cores in the order
/// of their kernels, and the first in a core's queue waits for what it depends on: branches of a model that are independent run beside each
/// other on different cores if they are dealt together.
/// </summary>
internal static class KernelOrder
{
    public static CompiledModel Apply(CompiledModel model)
    {
        var kernels = model.Module.Kernels;
        var levels = new int[kernels.Length];
        for (var k = 0; k < levels.Length; k++) levels[k] = kernels[k].DependsOn.Select(d => levels[d] + 1).DefaultIfEmpty(0).Max();
        int[] order = [.. Enumerable.Range(0, levels.Length).OrderBy(k => levels[k])];
        var place = new int[order.Length];
        for (var p = 0; p < order.Length; p++) place[order[p]] = p;
        return model with
        {
            Module = model.Module with { Kernels = [.. order.Select(k => Moved(kernels[k], place))] },
            Layers = [.. order.Select(k => model.Layers[k])],
        };
    }

    private static Kernel Moved(Kernel kernel, int[] place) =>
        kernel with { DependsOn = [.. kernel.DependsOn.Select(d => place[d]).Order()] };
}

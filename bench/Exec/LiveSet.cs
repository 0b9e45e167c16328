using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Bench.Exec;

/// <summary>What a program must keep at once: what is given until its last use, what is made from its first use on, what is returned to the end.</summary>
internal static class LiveSet
{
    /// <summary>Bytes, of a module without sizes.</summary>
    public static long Bytes(Module module)
    {
        var uses = module.Kernels.Select((k, n) => (Kernel: n, Tensors: k.Body.All().OfType<Transfer>().Select(t => t.Tensor).ToHashSet())).ToArray();
        var change = new long[module.Kernels.Length + 1];
        foreach (var tensor in module.Tensors)
        {
            int[] at = [.. uses.Where(u => u.Tensors.Contains(tensor.Id)).Select(u => u.Kernel)];
            if (at.Length == 0) continue;
            var bytes = tensor.Shape.Aggregate(1L, (n, e) => n * e.Constant) * tensor.Type.Bytes();
            change[tensor.Role is TensorRole.Input or TensorRole.InOut ? 0 : at[0]] += bytes;
            change[tensor.Role is TensorRole.Output or TensorRole.InOut ? module.Kernels.Length : at[^1] + 1] -= bytes;
        }

        return change.Aggregate((Now: 0L, Most: 0L), (sum, by) => (sum.Now + by, Math.Max(sum.Most, sum.Now + by))).Most;
    }
}

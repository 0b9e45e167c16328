using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>Which kernels of a module have ended whenever a kernel begins: those that it waits for, directly or through others.</summary>
internal sealed class KernelAncestors
{
    private readonly ulong[][] _of;

    public KernelAncestors(Module module)
    {
        Words = (module.Kernels.Length + 63) / 64;
        _of = new ulong[module.Kernels.Length][];
        for (var k = 0; k < _of.Length; k++)
        {
            var all = _of[k] = new ulong[Words];
            foreach (var earlier in module.Kernels[k].DependsOn)
            {
                Add(all, earlier);
                for (var w = 0; w < Words; w++) all[w] |= _of[earlier][w];
            }
        }
    }

    /// <summary>Length of a set of kernels, one bit for each.</summary>
    public int Words { get; }

    public static void Add(ulong[] set, int kernel) => set[kernel / 64] |= 1UL << (kernel % 64);

    /// <summary>Kernels that have ended when any of these begins; of none, no kernel.</summary>
    public ulong[] Common(IReadOnlyList<int> kernels)
    {
        var common = new ulong[Words];
        for (var w = 0; w < Words && kernels.Count > 0; w++) common[w] = kernels.Aggregate(ulong.MaxValue, (bits, k) => bits & _of[k][w]);
        return common;
    }

    public static bool IsSubset(ulong[] set, ulong[] of)
    {
        for (var w = 0; w < set.Length; w++)
            if ((set[w] & ~of[w]) != 0) return false;
        return true;
    }
}

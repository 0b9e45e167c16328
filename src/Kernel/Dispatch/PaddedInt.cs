using System.Runtime.InteropServices;

namespace ActorSim.Kernel.Dispatch;

/// <summary>A number that several threads write to, with the cache lines around it for itself, prefetched neighbours included.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct PaddedInt
{
    [FieldOffset(128)]
    public int Value;
}

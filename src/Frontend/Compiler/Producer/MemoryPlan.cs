using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>
/// Where the tensors of a module lie: inputs, weights and outputs one after the other; behind them the intermediate tensors, which take
/// the places of others that are dead for certain (<see cref="TensorLifetimes"/>).
/// </summary>
public sealed record MemoryPlan
{
    public static readonly DiagnosticCode TooLarge = new("SIM6030", "tensors that do not fit the memory");

    private const int MostNamed = 3;

    private MemoryPlan(ImmutableArray<long> offsets, ImmutableArray<long> bytes, ImmutableArray<string> names) =>
        (Offsets, Bytes, Names) = (offsets, bytes, names);

    /// <summary>Where each tensor begins, by id: bytes from where the first one does.</summary>
    public ImmutableArray<long> Offsets { get; }

    /// <summary>Size of each tensor, by id.</summary>
    public ImmutableArray<long> Bytes { get; }

    /// <summary>Of these, bytes of tensors that stay: inputs, weights, outputs.</summary>
    public long FixedBytes { get; private init; }

    /// <summary>Bytes from the begin of the first to the end of the last tensor.</summary>
    public long HighWaterBytes => Offsets.Zip(Bytes, (offset, size) => offset + size).DefaultIfEmpty(0).Max();

    /// <summary>What all tensors would take without reuse, each from a boundary on.</summary>
    public long SumBytes { get; private init; }

    private ImmutableArray<string> Names { get; }

    /// <param name="module">Any; its kernels' dependences decide.</param>
    /// <param name="sizes">Values of the module's sizes.</param>
    /// <param name="alignment">Tensors start at multiples of this, bytes; 1 or more.</param>
    /// <exception cref="CompileException">A size or an address leaves 63 bits; all such tensors are named.</exception>
    public static MemoryPlan Of(Module module, Func<IndexVar, long> sizes, long alignment = 4096)
    {
        var apart = TensorLayout.Of(module, sizes, new ProducerOptions { FirstAddress = 0, Alignment = alignment });
        ImmutableArray<long> bytes = [.. apart.Select(t => t.Bytes)];
        var lifetimes = new TensorLifetimes(module);
        var offsets = new long[bytes.Length];
        long next = 0;
        for (var t = 0; t < offsets.Length; t++)
        {
            if (lifetimes.EndsInside(t)) continue;
            offsets[t] = next;
            next = Aligned(next + bytes[t], alignment);
        }

        Place(lifetimes, bytes, next, alignment, offsets);
        return new MemoryPlan([.. offsets], bytes, [.. module.Tensors.Select(t => t.Name)])
        {
            FixedBytes = Enumerable.Range(0, bytes.Length).Where(t => !lifetimes.EndsInside(t)).Sum(t => bytes[t]),
            SumBytes = apart.Length == 0 ? 0 : apart.Max(t => t.BaseAddress + t.Bytes),
        };
    }

    /// <summary>Refuses a memory of so many bytes if the tensors need more.</summary>
    /// <param name="capacity">Bytes from the first address on.</param>
    /// <param name="where">The model, for the message.</param>
    /// <exception cref="CompileException">They do.</exception>
    public void ThrowIfAbove(long capacity, string where)
    {
        if (HighWaterBytes <= capacity) return;
        var largest = Enumerable.Range(0, Bytes.Length).OrderByDescending(t => Bytes[t]).Take(MostNamed).Select(t => $"'{Names[t]}' {Bytes[t]}");
        throw new CompileException(TooLarge, where, $"needs {HighWaterBytes} bytes of memory ({FixedBytes} of inputs, weights and outputs), "
            + $"the system has {capacity}; largest: {string.Join(", ", largest)}; take smaller sizes, or a memory with more channels or rows");
    }

    // Large tensors first, each at the lowest place that is free of those that it meets.
    private static void Place(TensorLifetimes lifetimes, ImmutableArray<long> bytes, long first, long alignment, long[] offsets)
    {
        var placed = new List<int>();
        foreach (var tensor in Enumerable.Range(0, bytes.Length).Where(lifetimes.EndsInside).OrderByDescending(t => bytes[t]).ThenBy(t => t))
        {
            var at = first;
            foreach (var other in placed.Where(p => !lifetimes.AreApart(p, tensor)).OrderBy(p => offsets[p]))
            {
                if (at + bytes[tensor] <= offsets[other]) break;
                at = Math.Max(at, Aligned(offsets[other] + bytes[other], alignment));
            }

            offsets[tensor] = at;
            placed.Add(tensor);
        }
    }

    private static long Aligned(long address, long alignment) => checked((address + alignment - 1) / alignment * alignment);
}

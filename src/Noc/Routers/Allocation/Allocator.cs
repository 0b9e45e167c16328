namespace ActorSim.Noc.Routers.Allocation;

/// <summary>
/// Matches inputs to outputs, at most one each. Requests are made anew each cycle; arbiters remember. The order of requests does not matter.
/// </summary>
internal abstract class Allocator
{
    private readonly int[] _match;
    private readonly ulong[] _matched;

    protected Allocator(int inputs, int outputs)
    {
        (Inputs, Outputs) = (inputs, outputs);
        InputWords = Bits.Words(inputs);
        OutputWords = Bits.Words(outputs);
        _match = new int[inputs];
        _matched = new ulong[InputWords];
    }

    /// <summary>Inputs that were matched by the last allocation.</summary>
    public ReadOnlySpan<ulong> Matched => _matched;

    protected int Inputs { get; }

    protected int Outputs { get; }

    protected int InputWords { get; }

    protected int OutputWords { get; }

    public static Allocator Create(RouterSpec spec, int inputs, int outputs) => spec.Allocator == AllocatorKind.Islip
        ? new IslipAllocator(inputs, outputs, spec.Iterations)
        : new SeparableAllocator(inputs, outputs, spec.Arbiter);

    /// <param name="isLowForInput">The input takes this output only if it has no other request that is not low.</param>
    /// <param name="isLowForOutput">The output takes this input only if it has no other request that is not low.</param>
    public abstract void Request(int input, int output, bool isLowForInput, bool isLowForOutput);

    /// <summary>Matches the requests made since the last time and forgets them.</summary>
    public abstract void Allocate();

    /// <summary>Of a matched input.</summary>
    public int OutputOf(int input) => _match[input];

    public bool IsMatched(int input) => Bits.Has(_matched, input);

    /// <summary>No request was made: nothing is matched.</summary>
    public void Forget() => Array.Clear(_matched);

    protected void Match(int input, int output)
    {
        _match[input] = output;
        Bits.Set(_matched, 0, input);
    }
}

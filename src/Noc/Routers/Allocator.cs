namespace ActorSim.Noc.Routers;

/// <summary>
/// Matches inputs to outputs, at most one each. Requests are made anew each cycle; arbiters remember. The order of requests does not matter.
/// </summary>
internal abstract class Allocator
{
    private readonly int[] _match;
    private readonly ulong[] _matched;
    private bool _hasMatched;

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

    /// <summary>
    /// Matches an input at once, to one of a group of outputs that no other input asks for; its own requests are these alone. The arbiters move as in
    /// an allocation.
    /// </summary>
    /// <param name="input">The input.</param>
    /// <param name="first">Output of the lowest bit.</param>
    /// <param name="outputs">At least one.</param>
    public abstract int MatchAlone(int input, int first, ulong outputs);

    /// <summary>Of a matched input.</summary>
    public int OutputOf(int input) => _match[input];

    protected void Forget()
    {
        if (_hasMatched)
        {
            Array.Clear(_matched);
            _hasMatched = false;
        }
    }

    protected void Match(int input, int output)
    {
        _match[input] = output;
        _hasMatched = true;
        Bits.Set(_matched, 0, input);
    }
}

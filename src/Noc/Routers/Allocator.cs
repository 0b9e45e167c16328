namespace ActorSim.Noc.Routers;

/// <summary>
/// Matches inputs to outputs, at most one each. Requests are made anew each cycle; arbiters remember. The order of requests does not matter.
/// </summary>
internal abstract class Allocator
{
    private readonly AllocatorScratch _scratch;

    protected Allocator(AllocatorScratch scratch)
    {
        _scratch = scratch;
        (Inputs, Outputs) = (scratch.Inputs, scratch.Outputs);
        (InputWords, OutputWords) = (Bits.Words(Inputs), Bits.Words(Outputs));
    }

    /// <summary>Inputs that were matched by the last allocation.</summary>
    public ReadOnlySpan<ulong> Matched => _scratch.Matched;

    protected int Inputs { get; }

    protected int Outputs { get; }

    protected int InputWords { get; }

    protected int OutputWords { get; }

    public static Allocator Create(RouterSpec spec, AllocatorScratch scratch) => spec.Allocator == AllocatorKind.Islip
        ? new IslipAllocator(scratch, spec.Iterations)
        : new SeparableAllocator(scratch, spec.Arbiter);

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
    public int OutputOf(int input) => _scratch.Match[input];

    protected void Forget()
    {
        if (_scratch.HasMatched)
        {
            Array.Clear(_scratch.Matched);
            _scratch.HasMatched = false;
        }
    }

    protected void Match(int input, int output)
    {
        _scratch.Match[input] = output;
        _scratch.HasMatched = true;
        Bits.Set(_scratch.Matched, 0, input);
    }
}

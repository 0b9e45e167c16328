namespace ActorSim.Noc.Routers;

/// <summary>A flit that won the switch, and what the router sends for it.</summary>
/// <param name="Buffered">As it lay in the buffer.</param>
/// <param name="Arrival">The flit is in the neighbour's buffer, or at the node, in this cycle.</param>
/// <param name="CreditDue">The sender behind the input port may use the credit in this cycle.</param>
/// <param name="InPort">Input port; the credit goes back through it.</param>
/// <param name="InVc">Virtual channel of the input, and of the credit.</param>
/// <param name="OutPort">Output port.</param>
/// <param name="OutVc">Virtual channel of the output.</param>
/// <param name="OutClass">Routing class of the output.</param>
public readonly record struct RouterSend(
    Flit Buffered, long Arrival, long CreditDue, byte InPort, byte InVc, byte OutPort, byte OutVc, sbyte OutClass)
{
    /// <summary>As it leaves.</summary>
    public Flit Flit => Buffered.Forward(OutVc, OutClass);
}

/// <summary>What a router's step gave; the host reads it before the next step.</summary>
public sealed class RouterOutput
{
    // At most one flit per output port in a step.
    private readonly RouterSend[] _sends = new RouterSend[Topologies.NocTopology.MostPorts];
    private readonly List<AllocatorScratch> _scratches = [];
    private int _count;

    public ReadOnlySpan<RouterSend> Sends => _sends.AsSpan(0, _count);

    /// <summary>By input channel; empty between allocations.</summary>
    internal ulong[] Grants { get; } = new ulong[64];

    internal void Clear() => _count = 0;

    internal ref RouterSend Add() => ref _sends[_count++];

    internal AllocatorScratch Scratch(int inputs, int outputs)
    {
        var found = _scratches.Find(s => s.Inputs == inputs && s.Outputs == outputs);
        if (found is null)
        {
            _scratches.Add(found = new AllocatorScratch(inputs, outputs));
        }

        return found;
    }
}

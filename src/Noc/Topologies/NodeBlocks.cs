namespace ActorSim.Noc.Topologies;

/// <summary>
/// Several nodes per router: the nodes form a grid of their own in the first two dimensions, and each router serves a block of it, as square as
/// the number allows (4 nodes: 2 x 2; node 0, 1, X and X + 1 of a grid X wide share router 0).
/// </summary>
internal sealed class NodeBlocks
{
    private readonly IReadOnlyList<int> _radices;
    private readonly int _columns;
    private readonly int _rows;

    public NodeBlocks(IReadOnlyList<int> radices, int concentration)
    {
        _radices = radices;
        _rows = 1;
        for (var r = 2; r * r <= concentration && radices.Count > 1; r++)
        {
            _rows = concentration % r == 0 ? r : _rows;
        }

        _columns = concentration / _rows;
        Digits = radices.Select((k, d) => d switch { 0 => k * _columns, 1 => k * _rows, _ => k }).ToArray();
    }

    /// <summary>The node grid: digits of a node number, lowest first.</summary>
    public IReadOnlyList<int> Digits { get; }

    /// <summary>The router of a node and its place among the router's nodes, row by row.</summary>
    public (int Router, int Slot) Of(int node)
    {
        var (router, slot, stride, rest) = (0, 0, 1, node);
        for (var d = 0; d < _radices.Count; d++)
        {
            var digit = rest % Digits[d];
            rest /= Digits[d];
            var block = d switch { 0 => _columns, 1 => _rows, _ => 1 };
            router += digit / block * stride;
            slot += digit % block * (d == 1 ? _columns : 1);
            stride *= _radices[d];
        }

        return (router, slot);
    }
}

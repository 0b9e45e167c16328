namespace ActorSim.Frontend.Tests.Laws.Fusion;

/// <summary>A graph of operators that passes look for, connected at random: chains, branches, values that are read twice or are outputs.</summary>
internal sealed class RandomGraph
{
    private const int Nodes = 14;
    private readonly Random _random;
    private readonly List<string> _values = ["x", "z"];

    public RandomGraph(int seed)
    {
        _random = new Random(seed);
        Case = new FusionCase().Input("x", 3, 9).Input("z", 3, 9).Weight("w", 9, 9).Weight("b", 9).Real("half", 0.5);
        for (var i = 0; i < Nodes; i++) Add($"v{i}");
        // At least the last value; others make values inside of patterns visible.
        Outputs = [.. _values.Skip(2).Where((_, i) => i == Nodes - 1 || _random.Next(5) == 0)];
    }

    public FusionCase Case { get; }

    public string[] Outputs { get; }

    private void Add(string name)
    {
        // Recent values more often than old ones, so that chains come about.
        string Pick() => _values[Math.Max(_random.Next(_values.Count), _random.Next(_values.Count))];
        var (op, inputs) = _random.Next(9) switch
        {
            0 or 1 => ("MatMul", $"{Pick()} w"),
            2 => ("Add", $"{Pick()} b"),
            3 => ("Add", $"{Pick()} {Pick()}"),
            4 => ("Relu", Pick()),
            5 => ("Sigmoid", Pick()),
            6 => ("Mul", $"{Pick()} {Pick()}"),
            7 => ("Softmax", Pick()),
            _ => ("Mul", $"{Pick()} half"),
        };
        Case.Node(op, name, inputs);
        _values.Add(name);
    }
}

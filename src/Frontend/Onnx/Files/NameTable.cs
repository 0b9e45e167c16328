using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;


namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Who defines each value: every name once, and nothing is read that nobody defines.</summary>
internal sealed class NameTable(OnnxProblems problems)
{
    private readonly Dictionary<string, string> _definedBy = new(StringComparer.Ordinal);

    public void Define(string name, string by)
    {
        if (name.Length == 0)
        {
            problems.Add(by, "has no name; export the model again");
        }
        else if (!_definedBy.TryAdd(name, by))
        {
            problems.Add(by, $"value '{name}' is already defined by {_definedBy[name]}; each value is defined once");
        }
    }

    public void CheckReads(IReadOnlyList<GraphNode> nodes)
    {
        foreach (var node in nodes)
        {
            foreach (var input in node.Reads())
            {
                if (input.Length > 0 && !_definedBy.ContainsKey(input))
                {
                    problems.Add(node.ToString(),
                        $"reads '{input}', which is no input, initializer or output of a node; export the model again");
                }
            }
        }
    }

    public void CheckOutputs(IEnumerable<string> outputs)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var output in outputs)
        {
            if (!_definedBy.ContainsKey(output))
            {
                problems.Add($"output '{output}'", "nothing computes it; export the model again");
            }
            else if (!seen.Add(output))
            {
                problems.Add($"output '{output}'", "is listed twice; keep one");
            }
        }
    }
}

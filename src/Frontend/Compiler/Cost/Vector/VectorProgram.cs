using ActorSim.Frontend.Compiler.Cost.Operations;

namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>What the vector unit executes for one tile: instructions and loops in order.</summary>
public sealed record VectorProgram
{
    private const int MaxDepth = 64;

    public string Name { get; init; } = "vector";

    public required IReadOnlyList<VectorNode> Body { get; init; }

    /// <summary>What is wrong, each with place, value and range.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check(problems, Body, Name, 0);
        return problems;
    }

    private static void Check(List<string> problems, IReadOnlyList<VectorNode> nodes, string place, int depth)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            string here = $"{place}[{i}]";
            if (nodes[i] is VectorInstruction instruction)
                Check(problems, instruction, here);
            else if (nodes[i] is VectorLoop loop)
            {
                if (loop.Trips < 0)
                    problems.Add($"{here}: Trips {loop.Trips}: must be 0 or more");
                if (depth == MaxDepth)
                    problems.Add($"{here}: loops nest deeper than {MaxDepth}");
                else
                    Check(problems, loop.Body, here, depth + 1);
            }
            else
                problems.Add($"{here}: {nodes[i]?.GetType().Name ?? "null"} is neither instruction nor loop");
        }
    }

    private static void Check(List<string> problems, VectorInstruction instruction, string here)
    {
        if (!Enum.IsDefined(instruction.Class))
            problems.Add($"{here}: class {(int)instruction.Class} does not exist");
        if (instruction.Bits is not (8 or 16 or 32 or 64))
            problems.Add($"{here}: Bits {instruction.Bits}: must be 8, 16, 32 or 64");
        CostCheck.Range(problems, $"{here}: Elements", instruction.Elements, 1, 1 << 20);
        CostCheck.Range(problems, $"{here}: Destination", instruction.Destination, -1, 1 << 20);
        foreach (int source in instruction.Sources)
            CostCheck.Range(problems, $"{here}: source", source, 0, 1 << 20);
    }
}

using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Branches whose condition is known become the branch that is taken; loops whose number of steps is known are unrolled.</summary>
internal sealed class ControlFlow(GraphExpansion expansion)
{
    /// <summary>Steps beyond which a loop is not unrolled: every step becomes kernels of its own.</summary>
    public const long MostSteps = 10_000;

    /// <summary>False if the node is no control flow. Throws <see cref="ExpansionException"/> if data decides it.</summary>
    public bool TryUnroll(GraphNode node)
    {
        if (node.Domain.Length > 0) return false;
        switch (node.Operator)
        {
            case "If": Branch(node); return true;
            case "Loop": new LoopUnrolling(expansion, node).Run(); return true;
            case "Scan" when node.Opset < 9: BatchScan.Unroll(expansion, node); return true;
            case "Scan": new ScanUnrolling(expansion, node).Run(); return true;
            default: return false;
        }
    }

    /// <summary>The graph of an attribute.</summary>
    public static GraphBody Body(GraphNode node, string name) => node.Attribute(name)?.Body
        ?? throw new ExpansionException($"has no graph '{name}'; export the model again");

    /// <summary>Whether a condition holds; null: data decides.</summary>
    public static bool? Truth(GraphExpansion expansion, string condition) => expansion.Numbers(condition) is [var value, ..] ? value != 0 : null;

    public static void CheckSteps(long steps)
    {
        if (steps > MostSteps)
            throw new ExpansionException($"takes {steps} steps, each of which would become kernels of its own; at most {MostSteps} are unrolled");
    }

    private void Branch(GraphNode node)
    {
        if (node.Input(0) is not { } condition) throw new ExpansionException("has no condition; export the model again");
        if (Truth(expansion, condition) is not { } isTaken)
        {
            throw new ExpansionException($"its condition '{condition}' is not known while compiling: it has to follow from constants, sizes or "
                + "inputs that are given; give those, or export the model without the branch");
        }

        var body = Body(node, isTaken ? "then_branch" : "else_branch");
        if (body.Outputs.Length != node.Outputs.Length)
            throw new ExpansionException($"has {node.Outputs.Length} outputs, its branch {body.Outputs.Length}; export the model again");
        var results = expansion.Inlining.Inline(body, node.Name, []);
        CheckTypes(node, results, Body(node, isTaken ? "else_branch" : "then_branch"));
        for (var i = 0; i < results.Count; i++)
            if (node.Output(i) is { } name) expansion.Bind(name, results[i]);
    }

    // The branch that is not taken is not looked into, but for the type of a constant that it gives out.
    private void CheckTypes(GraphNode node, IReadOnlyList<string> results, GraphBody other)
    {
        for (var i = 0; i < results.Count && i < other.Outputs.Length; i++)
        {
            var constant = other.Initializers.FirstOrDefault(t => t.Name == other.Outputs[i]);
            var own = expansion.Value(results[i]).Element;
            if (constant is not null && own != OnnxElementType.Undefined && own != constant.Element)
                throw new ExpansionException($"gives out {own} in one branch and {constant.Element} in the other; export the model again");
        }
    }
}

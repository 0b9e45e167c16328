using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Operators that give the same elements another name or shape: they cost nothing.</summary>
internal static class FreeOperators
{
    public static bool TryAlias(GraphNode node, LoweringContext lowering)
    {
        if (OperatorTable.Find("", node.Operator) is not { IsFree: true }) return false;
        lowering.Alias(node.Outputs[0], lowering.Required(node, 0), node);
        if (node.Output(1) is not null) GeneratorOperators.Fill(node, lowering, lowering.Output(node, 1), 1);
        return true;
    }
}

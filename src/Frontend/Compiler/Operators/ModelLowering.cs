using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Compiles a graph: every node to tiled kernels of one module.</summary>
public static class ModelLowering
{
    public static readonly DiagnosticCode Misfit = new("SIM8002", "a node whose inputs or attributes do not fit its operator");
    public static readonly DiagnosticCode CannotLower = new("SIM8001", "a node that the compiler cannot lower");

    /// <summary>
    /// The module before the passes. The graph is one after import (shapes inferred, constants folded). Nodes that cannot be lowered are
    /// reported together in the context's diagnostics.
    /// </summary>
    public static CompiledModel Lower(ModelGraph graph, CompileContext context)
    {
        var module = new ModuleBuilder(graph.Name, context.Machine);
        var lowering = new LoweringContext(graph, module, context);
        var layers = new List<string>();
        foreach (var node in graph.Nodes.Where(n => !IsKnown(n, graph) && !IsEmpty(n, graph)))
        {
            LowerNode(node, lowering);
            while (layers.Count < module.KernelCount) layers.Add(node.Name);
        }

        // After an error some values have no tensor: there is nothing to give out.
        var outputs = context.Diagnostics.HasErrors ? [] : Outputs(lowering);
        while (layers.Count < module.KernelCount) layers.Add("outputs");
        var built = module.Build();
        ReportUnwritten(outputs, built, context.Diagnostics);
        return new CompiledModel(built, [.. lowering.Bindings.OrderBy(b => b.Tensor)], [.. outputs], [.. layers]) { Graph = graph };
    }

    // Nothing may be timed that would leave an output without numbers.
    private static void ReportUnwritten(IEnumerable<(string Name, TensorDecl Tensor)> outputs, Module module, DiagnosticBag diagnostics)
    {
        var written = module.Kernels.SelectMany(k => TensorUses.Of(k).Stores).ToHashSet();
        foreach (var (name, tensor) in outputs)
            if (!written.Contains(tensor.Id) && !tensor.Shape.Any(e => e.TryConstant(out var extent) && extent == 0))
                diagnostics.Error(CannotLower, $"output '{name}'", "no kernel writes it");
    }

    private static (string, TensorDecl)[] Outputs(LoweringContext lowering)
    {
        try
        {
            return [.. lowering.Graph.Outputs.Select(o => (o, Output(o, lowering)))];
        }
        catch (ArgumentException e)
        {
            lowering.Compile.Diagnostics.Error(CannotLower, "outputs", e.Message);
            return [];
        }
    }

    // A constant, or an input that is an output too, has no kernel that writes it: it is copied.
    private static TensorDecl Output(string name, LoweringContext lowering)
    {
        if (lowering.Graph.Value(name).Shape is { } shape && shape.Elements.Constant == 0)
            return lowering.Module.Tensor(name, lowering.TypeOf(name), lowering.Extents(shape), TensorRole.Output);
        var tensor = lowering.Tensor(name);
        if (tensor.Role is TensorRole.Output) return tensor;
        var copy = lowering.Module.Tensor(name + ".out", tensor.Type, tensor.Shape, TensorRole.Output);
        lowering.Copy(tensor, copy, "copy");
        return copy;
    }

    // Without elements there is nothing to compute.
    private static bool IsEmpty(GraphNode node, ModelGraph graph) =>
        node.Outputs.All(o => o.Length == 0 || graph.Value(o).Shape?.Elements.Constant == 0);

    // Numbers that depend on open sizes only (shapes being computed) are known, too: what needs them takes them from the sizes.
    private static bool IsKnown(GraphNode node, ModelGraph graph) =>
        node.Outputs.All(o => o.Length == 0 || graph.Value(o).Known is not null);

    private static void LowerNode(GraphNode node, LoweringContext lowering)
    {
        var where = node.ToString();
        var diagnostics = lowering.Compile.Diagnostics;
        try
        {
            if (FreeOperators.TryAlias(node, lowering)) return;
            var found = FusedOperators.Find(node) ?? throw new ArgumentException($"operator {node.Operator} has no lowering");
            if (found.Refusal?.Invoke(node, lowering.Graph) is { } refusal) throw new ArgumentException(refusal);
            found.Lower(node, lowering);
        }
        catch (ArgumentException e)
        {
            diagnostics.Error(CannotLower, where, e.Message);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or InvalidOperationException)
        {
            // Shape rules check what operators say of their inputs, but no list of such rules is complete: the node is named in any case.
            diagnostics.Error(Misfit, where, $"its inputs or attributes do not fit the operator: {e.Message}");
        }
        catch (OverflowException e)
        {
            diagnostics.Error(CannotLower, where, $"sizes or attributes are beyond what their type can hold ({e.Message})");
        }
    }
}

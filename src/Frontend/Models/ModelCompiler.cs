using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Compiler.Operators.Coverage;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Onnx.Fusions;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Models;

/// <summary>From a graph to a lowered module.</summary>
public static class ModelCompiler
{
    /// <param name="graph">As read; shapes are inferred and constants folded here.</param>
    /// <param name="file">For messages.</param>
    /// <param name="machine">What is baked in.</param>
    /// <param name="sizes">Values of symbols that are to be constants; the others stay shape arguments.</param>
    /// <param name="fuse">Whether the graph passes run; without them every node is compiled on its own, for comparison.</param>
    /// <exception cref="OnnxException">The model is wrong, or has operators that are not supported (all are named).</exception>
    /// <exception cref="CompileException">Nodes cannot be lowered (all are named).</exception>
    public static CompiledModel Compile(
        ModelGraph graph, string file, MachineFacts machine, IReadOnlyDictionary<string, long>? sizes = null, bool fuse = true)
    {
        var finished = ModelImport.Finish(graph, file, sizes);
        ModelCheck.Of(finished, OperatorLowerings.Catalog()).ThrowIfUnsupported(file);
        if (fuse) finished = GraphPasses.Run(finished, GraphPasses.Fusion);
        var diagnostics = new DiagnosticBag();
        var model = ModelLowering.Lower(finished, new CompileContext(machine, new CompileOptions(), diagnostics));
        diagnostics.ThrowIfErrors();
        model = KernelOrder.Apply(model);
        model = model with { Module = KernelCompiler.Lower(model.Module, diagnostics) };
        return model.Module.Sizes.IsEmpty ? model with { Memory = MemoryPlan.Of(model.Module, NoSize) } : model;
    }

    private static long NoSize(IndexVar size) => throw new InvalidOperationException($"size '{size.Name}' is open");
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Models;

/// <summary>Compiles a model for inputs that are at hand, and runs it on real numbers.</summary>
public static class ModelExecution
{
    /// <summary>
    /// The model for these inputs (in the graph's order). Shapes, axes and the like may come as inputs: if the model cannot be compiled for
    /// any value of them, it is compiled for those given. The first input is data in every operator, and stays an input.
    /// </summary>
    /// <param name="graph">As read.</param>
    /// <param name="file">For messages.</param>
    /// <param name="machine">What is baked in.</param>
    /// <param name="inputs">Named as in the graph.</param>
    /// <param name="sizes">Values of symbols that are to be constants.</param>
    /// <exception cref="OnnxException">The model is wrong, or has operators that are not supported (all are named).</exception>
    /// <exception cref="CompileException">Nodes cannot be lowered (all are named).</exception>
    public static CompiledModel Compile(
        ModelGraph graph, string file, MachineFacts machine, IReadOnlyList<GraphTensor> inputs, IReadOnlyDictionary<string, long>? sizes = null)
    {
        var source = graph;
        (graph, sizes) = WithWanted(graph, file, inputs, sizes);
        inputs = [.. inputs.Where(i => graph.Inputs.Contains(i.Name))];
        try
        {
            return ModelCompiler.Compile(graph, file, machine, sizes) with { Source = source };
        }
        catch (Exception e) when (inputs.Count > 0 && e is OnnxException or CompileException)
        {
            // Where all inputs are single numbers, so are sizes and the like.
            var isAll = inputs.Count == 1 || inputs.All(i => i.Shape.IsEmpty);
            var bound = InputConstants.Bind(graph, isAll ? inputs : inputs.Skip(1));
            var left = bound.Symbols();
            return ModelCompiler.Compile(bound, file, machine, sizes?.Where(s => left.Contains(s.Key)).ToDictionary()) with { Source = source };
        }
    }

    // Numbers that decide branches, loops and the like are constants of this run; what they decide may ask for more.
    private static (ModelGraph Graph, IReadOnlyDictionary<string, long>? Sizes) WithWanted(
        ModelGraph graph, string file, IReadOnlyList<GraphTensor> inputs, IReadOnlyDictionary<string, long>? sizes)
    {
        while (true)
        {
            var wanted = Wanted(graph, file, sizes);
            var given = inputs.Where(i => wanted.Contains(i.Name) && graph.Inputs.Contains(i.Name)).ToArray();
            if (given.Length == 0) return (graph, sizes);
            graph = InputConstants.Bind(graph, given);
            var left = graph.Symbols();
            sizes = sizes?.Where(s => left.Contains(s.Key)).ToDictionary();
        }
    }

    // A model that is wrong is reported where it is compiled.
    private static IReadOnlySet<string> Wanted(ModelGraph graph, string file, IReadOnlyDictionary<string, long>? sizes)
    {
        try
        {
            return ModelImport.Finish(graph, file, sizes).Wanted;
        }
        catch (OnnxException)
        {
            return ImmutableHashSet<string>.Empty;
        }
    }

    /// <summary>The outputs in the model's order. <paramref name="inputs"/> by name; weights and constants are the model's own.</summary>
    /// <exception cref="CompileException">The program cannot be executed with these inputs.</exception>
    public static IReadOnlyList<GraphTensor> Run(
        CompiledModel model, IReadOnlyDictionary<string, GraphTensor> inputs, IReadOnlyDictionary<string, long>? sizes = null, int threads = 1)
    {
        var given = model.Inputs.Select(b => Data(b.Constant ?? inputs[b.Value], model.Module.Tensors[b.Tensor].Type)).ToArray();
        var results = FunctionalRun.Execute(model.Module, sizes ?? new Dictionary<string, long>(), given, threads);
        var places = model.Module.Tensors.Where(t => t.Role is TensorRole.Output or TensorRole.InOut).Select((t, i) => (t.Id, i))
            .ToDictionary(p => p.Id, p => p.i);
        return [.. model.Outputs.Select(o => Tensor(o.Name, results[places[o.Tensor.Id]]))];
    }

    private static TensorData Data(GraphTensor tensor, ElementType type) => new(type, tensor.Shape, Bytes(tensor.Content.Load()));

    // Nobody writes to what is given: what fills its array is not copied.
    private static byte[] Bytes(ReadOnlyMemory<byte> data) =>
        MemoryMarshal.TryGetArray(data, out var part) && part.Count == part.Array!.Length ? part.Array : data.ToArray();

    private static GraphTensor Tensor(string name, TensorData data) =>
        new(name, TypeMap.Model(data.Type), data.Shape, new TensorContent.Inline(data.Bytes));
}

using ActorSim.Frontend.Functional;
using ActorSim.Frontend.Functional.Data;
using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Runs a compiled model on real numbers.</summary>
public static class ModelExecution
{
    /// <summary>The outputs in the model's order. <paramref name="inputs"/> by name; weights and constants are the model's own.</summary>
    /// <exception cref="Diagnostics.CompileException">The program cannot be executed with these inputs.</exception>
    public static IReadOnlyList<GraphTensor> Run(
        CompiledModel model, IReadOnlyDictionary<string, GraphTensor> inputs, IReadOnlyDictionary<string, long>? sizes = null, int threads = 1)
    {
        var given = model.Inputs.Select(b => Data(b.Constant ?? inputs[b.Value], model.Module.Tensors[b.Tensor].Type)).ToArray();
        var results = FunctionalRun.Execute(model.Module, sizes ?? new Dictionary<string, long>(), given, threads);
        var places = model.Module.Tensors.Where(t => t.Role is TensorRole.Output or TensorRole.InOut).Select((t, i) => (t.Id, i))
            .ToDictionary(p => p.Id, p => p.i);
        return [.. model.Outputs.Select(o => Tensor(o.Name, results[places[o.Tensor.Id]]))];
    }

    private static TensorData Data(GraphTensor tensor, Ir.ElementType type) => new(type, tensor.Shape, tensor.Content.Load().ToArray());

    private static GraphTensor Tensor(string name, TensorData data) =>
        new(name, TypeMap.Model(data.Type), data.Shape, new TensorContent.Inline(data.Bytes));
}

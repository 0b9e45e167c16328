using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Inputs that are sequences or optionals: the model is taken for what is given, each tensor of it an input of its own.</summary>
public static class SequenceInputs
{
    /// <summary>The graph, and the tensors under the names of its inputs.</summary>
    public static (ModelGraph Graph, IReadOnlyList<GraphTensor> Tensors) Apart(ModelGraph graph, string name, GivenValue given)
    {
        GraphTensor[] tensors = [.. (given.Tensors ?? []).Select((t, k) => t with { Name = given.IsSequence ? $"{name}.{k}" : name })];
        var values = tensors.Select(t => KeyValuePair.Create(t.Name, new GraphValue(t.Name, ValueKind.Tensor, t.Element, t.SymbolicShape)));
        var at = graph.Inputs.IndexOf(name);
        return (graph with
        {
            Inputs = graph.Inputs.RemoveAt(at).InsertRange(at, tensors.Select(t => t.Name)),
            Values = graph.Values.SetItems(values),
            Sequences = given.IsSequence ? graph.Sequences.SetItem(name, [.. tensors.Select(t => t.Name)]) : graph.Sequences,
            Nothing = given.Tensors is null ? graph.Nothing.Add(name) : graph.Nothing,
            GivesSequencesApart = true,
        }, tensors);
    }
}

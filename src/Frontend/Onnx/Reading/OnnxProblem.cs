namespace ActorSim.Frontend.Onnx.Reading;

/// <summary>One thing that is wrong with a model: where, and what to do about it.</summary>
/// <param name="Place">Node, value or field of the model.</param>
/// <param name="Message">What is wrong with which value, and what to do.</param>
public sealed record OnnxProblem(string Place, string Message)
{
    public override string ToString() => Place.Length == 0 ? Message : $"{Place}: {Message}";
}

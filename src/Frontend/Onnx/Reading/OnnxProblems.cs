namespace ActorSim.Frontend.Onnx.Reading;

/// <summary>Collects what is wrong with one model; beyond the limit it gives up at once.</summary>
internal sealed class OnnxProblems(string file, int most)
{
    private readonly List<OnnxProblem> _found = [];

    public string File => file;

    public int Count => _found.Count;

    public void Add(string place, string message)
    {
        _found.Add(new OnnxProblem(place, message));
        if (_found.Count >= most)
        {
            throw new OnnxException(file, _found, isComplete: false);
        }
    }

    public void ThrowIfAny()
    {
        if (_found.Count > 0)
        {
            throw new OnnxException(file, _found);
        }
    }
}

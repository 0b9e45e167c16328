namespace ActorSim.Frontend.Onnx.Reading;

/// <summary>A model cannot be used. Holds everything that is wrong with it, up to a limit.</summary>
public sealed class OnnxException : Exception
{
    public OnnxException(string file, IReadOnlyList<OnnxProblem> problems, bool isComplete = true, Exception? inner = null)
        : base(Text(file, problems, isComplete), inner)
    {
        (File, Problems) = (file, problems);
    }

    public string File { get; }

    /// <summary>One or more.</summary>
    public IReadOnlyList<OnnxProblem> Problems { get; }

    private static string Text(string file, IReadOnlyList<OnnxProblem> problems, bool isComplete)
    {
        if (problems.Count == 1 && isComplete)
        {
            return $"{file}: {problems[0]}";
        }

        var lines = problems.Select(p => "  " + p).Prepend($"{file}: {problems.Count} problems");
        return string.Join('\n', isComplete ? lines : lines.Append("  and more; correct these first"));
    }
}

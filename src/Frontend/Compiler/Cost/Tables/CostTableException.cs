namespace ActorSim.Frontend.Compiler.Cost.Tables;

/// <summary>A measured cost table that cannot be read, or that is not this kernel's.</summary>
public sealed class CostTableException : Exception
{
    /// <param name="file">File name as the user gave it.</param>
    /// <param name="line">Line from 1, or 0 if no line is at fault.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="inner">Cause, if any.</param>
    public CostTableException(string file, long line, string problem, Exception? inner = null)
        : base(line > 0 ? $"{file}, line {line}: {problem}" : $"{file}: {problem}", inner)
    {
        (File, Line, Problem) = (file, line, problem);
    }

    public string File { get; }

    public long Line { get; }

    /// <summary>The message without the place.</summary>
    public string Problem { get; }
}

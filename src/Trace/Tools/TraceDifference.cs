namespace ActorSim.Trace.Tools;

/// <summary>One difference between two traces.</summary>
/// <param name="Place">Where, in words: "tensor 3", "kernel 0, work-item 2, record 5".</param>
/// <param name="What">Field with its value in both, "a: ... b: ...", or which side lacks it.</param>
public sealed record TraceDifference(string Place, string What)
{
    public override string ToString() => $"{Place}: {What}";
}

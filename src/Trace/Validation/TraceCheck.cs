namespace ActorSim.Trace.Validation;

/// <summary>What a check of a whole trace found.</summary>
/// <param name="Problems">The first problems, in the order of the trace.</param>
/// <param name="ProblemCount">All of them, kept or not.</param>
/// <param name="ReadToEnd">False if an encoding error stopped the check: what follows it was not looked at.</param>
/// <param name="Records">Records looked at.</param>
public sealed record TraceCheck(IReadOnlyList<TraceProblem> Problems, long ProblemCount, bool ReadToEnd, long Records)
{
    public bool IsValid => ProblemCount == 0 && ReadToEnd;
}

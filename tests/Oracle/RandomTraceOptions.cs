namespace ActorSim.Tests.Oracle;

/// <summary>Bounds of a random trace.</summary>
public sealed record RandomTraceOptions
{
    public int MaxWorkItems { get; init; } = 6;

    public int MaxRecordsPerWorkItem { get; init; } = 60;

    /// <summary>Requests of the whole trace at <see cref="RequestBytes"/>, about.</summary>
    public int MaxRequests { get; init; } = 2000;

    public int RequestBytes { get; init; } = 32;
}

using ActorSim.Trace.Packing;

namespace ActorSim.Trace.Records;

/// <summary>First object of a trace.</summary>
/// <param name="Producer">Program that wrote the trace, with its version.</param>
/// <param name="Name">Name of the traced program.</param>
/// <param name="Meta">Free entries in file order: shape arguments, frontend options, origin of the costs.</param>
public sealed record TraceHeader(string Producer, string Name, IReadOnlyList<KeyValuePair<string, RawMessagePack>> Meta)
{
    /// <summary>First element after the kind in every trace.</summary>
    public const string Magic = "actorsim.trace";

    /// <summary>Version this library writes; it refuses newer ones.</summary>
    public const int CurrentVersion = 1;

    public TraceHeader(string producer, string name)
        : this(producer, name, [])
    {
    }

    /// <summary>Format version of the trace, 1 or more.</summary>
    public int Version { get; init; } = CurrentVersion;
}

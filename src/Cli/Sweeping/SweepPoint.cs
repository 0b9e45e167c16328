using ActorSim.Cli.Configuration;

namespace ActorSim.Cli.Sweeping;

/// <summary>One combination of the varied values.</summary>
/// <param name="Values">Its values, in order of the axes.</param>
/// <param name="System">What is simulated and how.</param>
/// <param name="Shape">Sizes of the input.</param>
/// <param name="Key">Hexadecimal digits of all that its result depends on: equal keys, equal results.</param>
internal sealed record SweepPoint(
    IReadOnlyList<string> Values, SystemConfiguration System, IReadOnlyList<KeyValuePair<string, long>> Shape, string Key);

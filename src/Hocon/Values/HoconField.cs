using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Values;

/// <summary>One key of an object.</summary>
/// <param name="Key">The key, one path element, unquoted.</param>
/// <param name="KeyOrigin">Where the key was first written.</param>
/// <param name="Value">Its value, resolved.</param>
public sealed record HoconField(string Key, HoconOrigin KeyOrigin, HoconValue Value);

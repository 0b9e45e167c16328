using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>Words of the JSON-lines form for the format's numbers.</summary>
internal static class JsonNames
{
    /// <summary>By <see cref="BufferRole"/>.</summary>
    public static readonly string[] Roles = ["load", "accumulator", "weights", "scratch"];

    public static int IndexOf(string[] names, string? name)
    {
        int index = Array.IndexOf(names, name);
        return index >= 0 ? index : throw Unknown(name, names);
    }

    /// <summary>The kind of operation of this name.</summary>
    public static ComputeUnit UnitOf(string name) => ComputeUnits.Find(name)?.Unit ?? throw Unknown(name, ComputeUnits.Names);

    private static FormatException Unknown(string? name, IEnumerable<string> known) =>
        new($"'{name}' is not one of {string.Join(", ", known)}");
}

using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>Words of the JSON-lines form for the format's numbers.</summary>
internal static class JsonNames
{
    /// <summary>By <see cref="BufferRole"/>.</summary>
    public static readonly string[] Roles = ["load", "accumulator", "weights", "scratch"];

    /// <summary>By <see cref="ComputeUnit"/>.</summary>
    public static readonly string[] Units = ["vector", "matmul", "preload", "cross-lane"];

    public static int IndexOf(string[] names, string? name)
    {
        int index = Array.IndexOf(names, name);
        return index >= 0 ? index : throw new FormatException($"'{name}' is not one of {string.Join(", ", names)}");
    }
}

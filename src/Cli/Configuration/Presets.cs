using System.Reflection;
using ActorSim.Hocon;

namespace ActorSim.Cli.Configuration;

/// <summary>The configuration texts inside the assembly: the reference and the systems by name.</summary>
public static class Presets
{
    /// <summary>System used when none is named.</summary>
    public const string Default = "tpuv3";

    private const string Systems = "hocon/systems/";
    private const string Extension = ".conf";

    /// <summary>Names of all systems, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => field ??= Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.StartsWith(Systems, StringComparison.Ordinal))
        .Select(n => n[Systems.Length..^Extension.Length])
        .Order(StringComparer.Ordinal)
        .ToArray();

    /// <summary>The manual of all keys, with their defaults.</summary>
    public static HoconDocument Reference() =>
        Parse("hocon/reference.conf") ?? throw new InvalidOperationException("reference.conf is not embedded");

    /// <summary>A system by name; null if there is none.</summary>
    public static HoconDocument? System(string name) => Parse(Systems + name + Extension);

    /// <summary>Text of a system by name; null if there is none.</summary>
    public static string? SystemText(string name) => Text(Systems + name + Extension);

    private static HoconDocument? Parse(string resource) => Text(resource) is { } text ? HoconDocument.ParseString(text, resource) : null;

    private static string? Text(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Configuration;

/// <summary>Values that are one of a few names.</summary>
internal static class NamedValue
{
    /// <exception cref="HoconException">Another name; the message has the nearest one and all of them.</exception>
    public static string GetName(this HoconObject c, string path, IReadOnlyList<string> names)
    {
        var name = c.GetString(path);
        return names.Contains(name)
            ? name
            : throw new HoconException(c.Get(path).Origin,
                $"{path} = '{name}' is not known; did you mean '{NearestKey.Of(name, names)}'? One of: {string.Join(", ", names)}");
    }
}

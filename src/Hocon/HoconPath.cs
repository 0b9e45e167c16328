using ActorSim.Hocon.Parsing;

namespace ActorSim.Hocon;

/// <summary>Paths such as <c>a.b."c.d"</c>.</summary>
public static class HoconPath
{
    /// <summary>The keys of a path, unquoted.</summary>
    /// <exception cref="HoconException">An element is empty or a quote is open.</exception>
    public static IReadOnlyList<string> Split(string path)
    {
        // The usual path has neither quotes nor blanks.
        if (path.AsSpan().IndexOfAny("\" \t") < 0 && path.Length > 0 && path[0] != '.' && path[^1] != '.' && !path.Contains(".."))
            return path.Split('.');
        var cursor = new Cursor(path, "path '" + path + "'");
        var keys = KeyParser.Path(cursor);
        cursor.SkipBlanks();
        if (!cursor.AtEnd)
            throw cursor.Unexpected("the end of the path");
        return keys;
    }

    /// <summary>One path of several keys, quoted where needed.</summary>
    public static string Join(IEnumerable<string> keys) => string.Join('.', keys.Select(Quote));

    private static string Quote(string key) =>
        key.Length > 0 && key.All(c => char.IsLetterOrDigit(c) || c is '-' or '_') ? key : $"\"{key.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}

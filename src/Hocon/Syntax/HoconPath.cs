namespace ActorSim.Hocon.Syntax;

/// <summary>Paths such as <c>a.b."c.d"</c>.</summary>
public static class HoconPath
{
    /// <summary>The keys of a path, unquoted.</summary>
    /// <exception cref="HoconException">An element is empty or a quote is open.</exception>
    public static IReadOnlyList<string> Split(string path)
    {
        if (IsPlain(path))
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

    // Neither quotes nor blanks, and no empty element.
    private static bool IsPlain(string path)
    {
        var previous = '.';
        foreach (var c in path)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '_' or '$') && (c != '.' || previous == '.'))
                return false;
            previous = c;
        }
        return previous != '.';
    }

    private static string Quote(string key)
    {
        if (key.Length > 0 && key.All(c => char.IsLetterOrDigit(c) || c is '-' or '_'))
            return key;
        return "\"" + key.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
    }
}

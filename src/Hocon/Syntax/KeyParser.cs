using System.Text;

namespace ActorSim.Hocon.Syntax;

/// <summary>Keys: elements separated by dots, quoted or not, possibly with blanks inside.</summary>
internal static class KeyParser
{
    public static List<string> Path(Cursor cursor)
    {
        var keys = new List<string> { Element(cursor) };
        while (cursor.Current == '.')
        {
            cursor.Take();
            keys.Add(Element(cursor));
        }
        return keys;
    }

    private static string Element(Cursor cursor)
    {
        var text = new StringBuilder();
        var hasText = false;
        cursor.SkipBlanks();
        while (true)
        {
            if (cursor.Current == '"')
                text.Append(QuotedText.Parse(cursor));
            else if (Unquoted.Starts(cursor) && cursor.Current != '.')
                text.Append(cursor.Take());
            else if (!Blanks(cursor, text))
                break;
            hasText = true;
        }
        return hasText ? text.ToString() : throw cursor.Unexpected("a key");
    }

    // Blanks belong to a key only between two parts of it.
    private static bool Blanks(Cursor cursor, StringBuilder text)
    {
        if (cursor.AtEnd || cursor.Current == '\n' || !Cursor.IsSpace(cursor.Current))
            return false;
        var blanks = new StringBuilder();
        while (!cursor.AtEnd && cursor.Current != '\n' && Cursor.IsSpace(cursor.Current))
            blanks.Append(cursor.Take());
        if (cursor.Current != '"' && (!Unquoted.Starts(cursor) || cursor.Current == '.'))
            return false;
        text.Append(blanks);
        return true;
    }
}

/// <summary>Which characters may stand in a text without quotes.</summary>
internal static class Unquoted
{
    public static bool Starts(Cursor cursor) =>
        !cursor.AtEnd && !Cursor.IsSpace(cursor.Current) && !IsForbidden(cursor.Current) && !cursor.Looking("//");

    // A pattern, not SearchValues: the vectorised search costs milliseconds to compile at the start of a short run.
    private static bool IsForbidden(char c) =>
        c is '$' or '"' or '{' or '}' or '[' or ']' or ':' or '=' or ',' or '+'
            or '#' or '`' or '^' or '?' or '!' or '@' or '*' or '&' or '\\';
}

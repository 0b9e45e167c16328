using System.Globalization;
using System.Text;

namespace ActorSim.Hocon.Syntax;

/// <summary>Texts in quotes (JSON escapes) and in three quotes (raw).</summary>
internal static class QuotedText
{
    public static string Parse(Cursor cursor) => cursor.Looking("\"\"\"") ? Raw(cursor) : Escaped(cursor);

    private static string Raw(Cursor cursor)
    {
        var start = cursor.Origin;
        cursor.Skip(3);
        var text = new StringBuilder();
        while (!cursor.Looking("\"\"\""))
        {
            if (cursor.AtEnd)
                throw new HoconException(start, "text in three quotes is not closed; expected \"\"\"");
            text.Append(cursor.Take());
        }
        cursor.Skip(3);
        // More than three quotes: the last three close, the others belong to the text.
        while (cursor.Current == '"' && !cursor.AtEnd)
            text.Append(cursor.Take());
        return text.ToString();
    }

    private static string Escaped(Cursor cursor)
    {
        var start = cursor.Origin;
        cursor.Take();
        var text = new StringBuilder();
        while (true)
        {
            if (cursor.AtEnd || cursor.Current == '\n')
                throw new HoconException(start, "quoted text is not closed on its line; expected '\"' (or use three quotes)");
            var c = cursor.Take();
            if (c == '"')
                return text.ToString();
            text.Append(c == '\\' ? Escape(cursor) : c);
        }
    }

    private static char Escape(Cursor cursor)
    {
        if (cursor.AtEnd)
            throw cursor.Unexpected("the rest of an escape");
        switch (cursor.Current)
        {
            case '"' or '\\' or '/':
                return cursor.Take();
            case 'b':
                cursor.Take();
                return '\b';
            case 'f':
                cursor.Take();
                return '\f';
            case 'n':
                cursor.Take();
                return '\n';
            case 'r':
                cursor.Take();
                return '\r';
            case 't':
                cursor.Take();
                return '\t';
            case 'u':
                cursor.Take();
                return Unicode(cursor);
            default:
                throw cursor.Unexpected("an escape: one of \" \\ / b f n r t u");
        }
    }

    private static char Unicode(Cursor cursor)
    {
        var digits = new StringBuilder(4);
        for (var i = 0; i < 4; i++)
        {
            if (!char.IsAsciiHexDigit(cursor.Current))
                throw cursor.Unexpected("four hexadecimal digits after \\u");
            digits.Append(cursor.Take());
        }
        return (char)int.Parse(digits.ToString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}

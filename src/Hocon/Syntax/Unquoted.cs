namespace ActorSim.Hocon.Syntax;

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

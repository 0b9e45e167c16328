using System.Buffers;

namespace ActorSim.Hocon.Parsing;

/// <summary>Which characters may stand in a text without quotes.</summary>
internal static class Unquoted
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("$\"{}[]:=,+#`^?!@*&\\");

    public static bool Starts(Cursor cursor) =>
        !cursor.AtEnd && !Cursor.IsSpace(cursor.Current) && !Forbidden.Contains(cursor.Current) && !cursor.Looking("//");
}

using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Parsing;

/// <summary><c>include "f"</c>, <c>include file("f")</c>, <c>include required(file("f"))</c>.</summary>
internal static class IncludeStatement
{
    private const string Word = "include";

    /// <summary>An unquoted "include" that begins a field and is followed by a name, not by an assignment, is a statement.</summary>
    public static bool Looking(Cursor cursor) =>
        cursor.Looking(Word + " ") && !cursor.Looking(Word + " =") && !cursor.Looking(Word + " :") && !cursor.Looking(Word + " +=")
        && !cursor.Looking(Word + " {");

    public static (string File, bool IsRequired) Parse(Cursor cursor)
    {
        cursor.Skip(Word.Length);
        cursor.SkipBlanks();
        if (!cursor.TryTake("required("))
            return (Resource(cursor), false);
        cursor.SkipBlanks();
        var file = Resource(cursor);
        Close(cursor);
        return (file, true);
    }

    private static string Resource(Cursor cursor)
    {
        if (cursor.Looking("url(") || cursor.Looking("classpath("))
            throw cursor.Unexpected("a file name: only files can be included");
        var isCall = cursor.TryTake("file(");
        cursor.SkipBlanks();
        if (cursor.Current != '"')
            throw cursor.Unexpected("a file name in quotes after 'include'");
        var file = QuotedText.Parse(cursor);
        if (isCall)
            Close(cursor);
        return file;
    }

    private static void Close(Cursor cursor)
    {
        cursor.SkipBlanks();
        if (!cursor.TryTake(")"))
            throw cursor.Unexpected("')' after the file name");
    }
}

/// <summary>The chain of files being read, and the keys under which the innermost is included.</summary>
internal sealed record IncludeScope(IReadOnlyList<string> Files, IReadOnlyList<string> Names, IReadOnlyList<string> Prefix)
{
    public static IncludeScope Outermost { get; } = new([], [], []);

    public IncludeScope Enter(string full, string name) => this with { Files = [.. Files, full], Names = [.. Names, name] };

    public IncludeScope Under(IReadOnlyList<string> prefix) => this with { Prefix = prefix };
}

namespace ActorSim.Hocon.Syntax;

/// <summary>A place in a text, one character at a time, that knows its line and column.</summary>
internal sealed class Cursor
{
    private readonly string _text;
    private readonly string _source;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    public Cursor(string text, string source)
    {
        _text = text;
        _source = source;
        if (text.StartsWith('\uFEFF'))
            _lineStart = _at = 1;
    }

    public bool AtEnd => _at >= _text.Length;

    /// <summary>The character here, or NUL at the end.</summary>
    public char Current => AtEnd ? '\0' : _text[_at];

    public HoconOrigin Origin => new(_source, _line, _at - _lineStart + 1);

    public bool Looking(string expected) => _text.AsSpan(_at).StartsWith(expected);

    public char Take()
    {
        var c = _text[_at++];
        if (c == '\n')
        {
            _line++;
            _lineStart = _at;
        }
        return c;
    }

    public void Skip(int count)
    {
        for (var i = 0; i < count; i++)
            Take();
    }

    public bool TryTake(string expected)
    {
        if (!Looking(expected))
            return false;
        Skip(expected.Length);
        return true;
    }

    /// <summary>Blanks on this line.</summary>
    public void SkipBlanks()
    {
        while (!AtEnd && Current != '\n' && IsSpace(Current))
            Take();
    }

    /// <summary>A comment up to, not including, its new line.</summary>
    public void SkipComment()
    {
        if (Current != '#' && !Looking("//"))
            return;
        while (!AtEnd && Current != '\n')
            Take();
    }

    /// <summary>Blanks, comments and new lines; true if there was a new line.</summary>
    public bool SkipLines()
    {
        var newLine = false;
        while (true)
        {
            SkipBlanks();
            SkipComment();
            if (Current != '\n' || AtEnd)
                return newLine;
            Take();
            newLine = true;
        }
    }

    // HOCON counts the byte order mark as white space; .NET does not.
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c == '\uFEFF' || (c >= '\u001C' && c <= '\u001F');

    public HoconException Unexpected(string expected) => new(Origin, $"found {Found()}; expected {expected}");

    private string Found()
    {
        if (AtEnd)
            return "the end of the text";
        return Current switch
        {
            '\n' => "the end of the line",
            '\t' => "a tab",
            _ => $"'{Current}'",
        };
    }
}

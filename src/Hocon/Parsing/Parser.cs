using ActorSim.Hocon.Resolving;
using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Parsing;

/// <summary>Recursive descent over one text, after the HOCON specification (lightbend/config, HOCON.md).</summary>
internal sealed class Parser(Cursor cursor, FileLoader loader, string directory, IncludeScope scope)
{
    private const int MaxDepth = 200;

    // Keys of the objects being parsed, from the root of the including document.
    private readonly List<string> _path = [.. scope.Prefix];
    private int _depth;

    public RawObject Document()
    {
        cursor.SkipLines();
        RawObject root;
        if (cursor.Current == '[')
            throw cursor.Unexpected("an object: a configuration cannot be an array");
        if (cursor.Current == '{')
        {
            root = Object();
        }
        else
        {
            root = new RawObject(cursor.Origin);
            Fields(root, end: '\0');
        }
        cursor.SkipLines();
        return cursor.AtEnd ? root : throw cursor.Unexpected("the end of the text");
    }

    private RawObject Object()
    {
        Descend();
        var obj = new RawObject(cursor.Origin);
        cursor.Take();
        Fields(obj, end: '}');
        cursor.Take();
        _depth--;
        return obj;
    }

    private void Fields(RawObject into, char end)
    {
        cursor.SkipLines();
        while (!Ended(end))
        {
            Field(into);
            if (!Separator(end, "a comma or a new line after a field"))
                return;
        }
    }

    private bool Ended(char end)
    {
        if (cursor.AtEnd)
            return end == '\0' ? true : throw cursor.Unexpected($"'{end}'");
        return end != '\0' && cursor.Current == end;
    }

    // True if something may follow.
    private bool Separator(char end, string expected)
    {
        var newLine = cursor.SkipLines();
        if (Ended(end))
            return false;
        if (cursor.Current == ',')
        {
            cursor.Take();
            cursor.SkipLines();
            if (cursor.Current == ',')
                throw cursor.Unexpected("a value between two commas");
            return true;
        }
        return newLine ? true : throw cursor.Unexpected(expected);
    }

    private void Field(RawObject into)
    {
        if (IncludeStatement.Looking(cursor))
        {
            Include(into);
            return;
        }
        var origin = cursor.Origin;
        var keys = KeyParser.Path(cursor);
        cursor.SkipBlanks();
        _path.AddRange(keys);
        if (cursor.TryTake("+="))
        {
            var self = new RawSubstitution([.. _path[scope.Prefix.Count..]], isOptional: true, scope.Prefix, origin);
            into.Add(keys, origin, new RawConcat([self, new RawArray([ValueAfterSeparator()], origin)], origin));
        }
        else if (cursor.Current == '{')
        {
            into.Add(keys, origin, Value());
        }
        else if (cursor.TryTake(":") || cursor.TryTake("="))
        {
            into.Add(keys, origin, ValueAfterSeparator());
        }
        else
        {
            throw cursor.Unexpected($"'=', ':', '+=' or '{{' after the key '{HoconPath.Join(keys)}'");
        }
        _path.RemoveRange(_path.Count - keys.Count, keys.Count);
    }

    private void Include(RawObject into)
    {
        var origin = cursor.Origin;
        var (file, isRequired) = IncludeStatement.Parse(cursor);
        if (loader.Include(file, directory, isRequired, origin, scope.Under([.. _path])) is { } included)
            into.AddAll(included);
    }

    private RawNode ValueAfterSeparator()
    {
        cursor.SkipLines();
        return Value();
    }

    private RawNode Value()
    {
        var origin = cursor.Origin;
        var pieces = new List<RawNode>();
        while (true)
        {
            var blanksFrom = cursor.Origin;
            var blanks = Blanks();
            if (Piece() is not { } piece)
                break;
            if (blanks.Length > 0 && pieces.Count > 0)
                pieces.Add(new RawScalar(blanks, isQuoted: false, blanksFrom));
            pieces.Add(piece);
        }
        return pieces.Count switch
        {
            0 => throw cursor.Unexpected("a value"),
            1 => pieces[0],
            _ => new RawConcat(pieces, origin),
        };
    }

    private string Blanks()
    {
        if (cursor.AtEnd || cursor.Current == '\n' || !Cursor.IsSpace(cursor.Current))
            return "";
        var blanks = new System.Text.StringBuilder();
        while (!cursor.AtEnd && cursor.Current != '\n' && Cursor.IsSpace(cursor.Current))
            blanks.Append(cursor.Take());
        return blanks.ToString();
    }

    private RawNode? Piece()
    {
        var origin = cursor.Origin;
        switch (cursor.Current)
        {
            case '{':
                return Object();
            case '[':
                return Array();
            case '"':
                return new RawScalar(QuotedText.Parse(cursor), isQuoted: true, origin);
            case '$':
                return Substitution();
            default:
                return Unquoted.Starts(cursor) ? UnquotedText(origin) : null;
        }
    }

    private RawScalar UnquotedText(HoconOrigin origin)
    {
        var text = new System.Text.StringBuilder();
        while (Unquoted.Starts(cursor))
            text.Append(cursor.Take());
        return new RawScalar(text.ToString(), isQuoted: false, origin);
    }

    private RawArray Array()
    {
        Descend();
        var origin = cursor.Origin;
        var items = new List<RawNode>();
        cursor.Take();
        cursor.SkipLines();
        while (!Ended(']'))
        {
            items.Add(Value());
            if (!Separator(']', "a comma or a new line after an element"))
                break;
        }
        cursor.Take();
        _depth--;
        return new RawArray(items, origin);
    }

    private RawSubstitution Substitution()
    {
        var origin = cursor.Origin;
        if (!cursor.TryTake("${"))
        {
            cursor.Take();
            throw cursor.Unexpected("'{' after '$' (quote the text if the dollar sign is meant)");
        }
        var isOptional = cursor.TryTake("?");
        var path = KeyParser.Path(cursor);
        cursor.SkipBlanks();
        return cursor.TryTake("}")
            ? new RawSubstitution(path, isOptional, scope.Prefix, origin)
            : throw cursor.Unexpected("'}' after the path of a substitution");
    }

    private void Descend()
    {
        if (++_depth > MaxDepth)
            throw new HoconException(cursor.Origin, $"objects and arrays nest more than {MaxDepth} deep");
    }
}

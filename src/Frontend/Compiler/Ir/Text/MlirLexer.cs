using System.Globalization;
using System.Text;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>Characters of generic-form MLIR, with their places; comments and white space are skipped.</summary>
internal sealed class MlirLexer(string text, string file)
{
    private int _at;

    public bool AtEnd
    {
        get
        {
            Skip();
            return _at >= text.Length;
        }
    }

    public string File => file;

    public MlirPlace Place
    {
        get
        {
            Skip();
            var line = text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n') + 1;
            var start = _at == 0 ? -1 : text.LastIndexOf('\n', _at - 1);
            return new MlirPlace(line, _at - start);
        }
    }

    public CompileException Expected(string what)
    {
        var place = Place;
        var found = _at >= text.Length ? "the end" : $"'{text.AsSpan(_at, Math.Min(12, text.Length - _at)).ToString().Split('\n')[0]}'";
        var where = string.Create(CultureInfo.InvariantCulture, $"{file}:{place.Line}:{place.Column}");
        return new CompileException(IrTextCodes.Syntax, where, $"{what} expected, {found} found");
    }

    public bool Next(string symbol)
    {
        Skip();
        return string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) == 0;
    }

    public bool Accept(string symbol)
    {
        if (!Next(symbol)) return false;
        _at += symbol.Length;
        return true;
    }

    public void Expect(string symbol)
    {
        if (!Accept(symbol)) throw Expected($"'{symbol}'");
    }

    /// <summary>A name: letters, digits, _ . $ and -, or empty.</summary>
    public string Word()
    {
        Skip();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '.' or '$')) _at++;
        return text[start.._at];
    }

    /// <summary>%name.</summary>
    public string Value()
    {
        Expect("%");
        var name = Word();
        return name.Length > 0 ? name : throw Expected("the name of a value");
    }

    public string String()
    {
        Expect("\"");
        var result = new List<byte>();
        while (_at < text.Length && text[_at] != '"')
        {
            if (text[_at] == '\n') throw Expected("'\"' before the end of the line");
            if (text[_at] == '\\') result.Add(Escape());
            else result.AddRange(Encoding.UTF8.GetBytes(text.Substring(_at++, 1)));
        }

        Expect("\"");
        return Encoding.UTF8.GetString([.. result]);
    }

    /// <summary>Text up to a closing bracket or a comma that is outside all brackets.</summary>
    public string TypeText()
    {
        Skip();
        var (start, depth) = (_at, 0);
        for (; _at < text.Length; _at++)
        {
            var c = text[_at];
            if (c is '(' or '<' or '[') depth++;
            else if (c is ')' or '>' or ']')
            {
                if (c == '>' && text[_at - 1] == '-') continue;
                if (depth-- == 0) break;
            }
            else if (depth == 0 && (c is ',' or '}' or '{' or '\n' || c == ' ' && !NextIsArrow())) break;
        }

        if (_at == start) throw Expected("a type");
        return text[start.._at].Trim();
    }

    public object Number()
    {
        Skip();
        var start = _at;
        if (text[_at] == '-') _at++;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '.' || text[_at] is '+' or '-' && text[_at - 1] is 'e' or 'E'))
            _at++;
        var number = text[start.._at];
        if (long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) return integer;
        if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)) return real;
        _at = start;
        throw Expected("a number of 64 bits");
    }

    // In (types) -> type, the arrow belongs to the type.
    private bool NextIsArrow() => string.CompareOrdinal(text, _at, " -> ", 0, 4) == 0 || _at > 1 && text[_at - 1] == '>' && text[_at - 2] == '-';

    private byte Escape()
    {
        var rest = text.AsSpan(_at + 1);
        if (rest.Length > 0 && rest[0] is '"' or '\\')
        {
            _at += 2;
            return (byte)rest[0];
        }

        if (rest.Length > 0 && rest[0] is 'n' or 't')
        {
            _at += 2;
            return rest[0] == 'n' ? (byte)'\n' : (byte)'\t';
        }

        if (rest.Length < 2 || !byte.TryParse(rest[..2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw Expected("two hexadecimal digits");
        _at += 3;
        return code;
    }

    private void Skip()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at])) _at++;
            else if (text[_at] == '/' && _at + 1 < text.Length && text[_at + 1] == '/') _at = text.IndexOf('\n', _at) is var end && end < 0 ? text.Length : end;
            else return;
        }
    }
}

using System.Globalization;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>
/// Reads what <see cref="IndexExpr.ToString"/> prints, part by part and without simplifying anew, so that the expression is the same.
/// </summary>
internal sealed class IndexText
{
    private readonly string _text;
    private readonly Func<string, IndexVar?> _variable;
    private int _at;

    private IndexText(string text, Func<string, IndexVar?> variable) => (_text, _variable) = (text, variable);

    /// <exception cref="FormatException">What was expected, and where.</exception>
    public static IndexExpr Parse(string text, Func<string, IndexVar?> variable)
    {
        var parser = new IndexText(text, variable);
        var result = parser.Sum(0);
        if (parser._at < text.Length) throw parser.Expected("' + ' or the end");
        return result;
    }

    private IndexExpr Sum(int depth)
    {
        if (depth > 64) throw Expected("nesting of at most 64 levels");
        long constant = 0;
        var terms = new List<IndexTerm>();
        do
        {
            var (coefficient, factors) = Term(depth);
            if (factors.Count == 0) constant = checked(constant + coefficient);
            else terms.Add(new IndexTerm(coefficient, [.. factors]));
        }
        while (Accept(" + "));
        return IndexExpr.Sum(constant, terms.Where(t => t.Coefficient != 0));
    }

    private (long Coefficient, List<IndexFactor> Factors) Term(int depth)
    {
        var factors = new List<IndexFactor>();
        var negative = Accept("-");
        long coefficient = negative ? -1 : 1;
        if (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            var start = _at;
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
            var digits = (negative ? "-" : "") + _text[start.._at];
            if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out coefficient))
                throw Expected("a number of 64 bits");
            if (!Accept("*")) return (coefficient, factors);
        }

        do factors.Add(Factor(depth));
        while (Accept("*"));
        factors.Sort((a, b) => string.CompareOrdinal(a.Text, b.Text));
        return (coefficient, factors);
    }

    private IndexFactor Factor(int depth)
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '.' or '$' or '\'')) _at++;
        var name = _text[start.._at];
        if (name.Length == 0) throw Expected("a variable");
        if (!Accept("(")) return new IndexFactor(_variable(name) ?? throw Unknown(name));
        var kind = name switch
        {
            "floordiv" => IndexFactorKind.FloorDiv,
            "mod" => IndexFactorKind.Mod,
            "min" => IndexFactorKind.Min,
            "max" => IndexFactorKind.Max,
            _ => throw new FormatException($"'{_text}': function '{name}' is not one of floordiv, mod, min, max"),
        };
        var left = Sum(depth + 1);
        if (!Accept(", ")) throw Expected("', '");
        var right = Sum(depth + 1);
        if (!Accept(")")) throw Expected("')'");
        return new IndexFactor(kind, left, right);
    }

    private bool Accept(string symbol)
    {
        if (string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) != 0) return false;
        _at += symbol.Length;
        return true;
    }

    private FormatException Unknown(string name) => new($"'{_text}': '{name}' is neither a size nor a loop around it");

    private FormatException Expected(string what) => new($"'{_text}': {what} expected at character {_at + 1}");
}

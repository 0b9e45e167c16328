using System.Collections.Immutable;
using System.Globalization;

namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>
/// A size in elements: a constant, or an expression over symbols with sums, products and floor quotients. Always in one canonical form
/// (sum of products in the order of their text), so that two dimensions that are equal after expanding products compare equal.
/// Arithmetic throws <see cref="OverflowException"/> beyond 64 bits or beyond <see cref="MostTerms"/> terms.
/// </summary>
public sealed class Dim : IEquatable<Dim>
{
    /// <summary>Bound of a canonical sum; models stay below ten.</summary>
    public const int MostTerms = 64;

    public static readonly Dim Zero = new([]);

    public static readonly Dim One = 1;

    private readonly ImmutableArray<DimTerm> _terms;
    private string? _text;

    private Dim(ImmutableArray<DimTerm> terms) => _terms = terms;

    /// <summary>True if no symbol is left.</summary>
    public bool IsConstant => _terms.Length == 0 || (_terms.Length == 1 && _terms[0].Atoms.Length == 0);

    /// <summary>The value of a constant; null for an expression.</summary>
    public long? Constant => IsConstant ? (_terms.Length == 0 ? 0 : _terms[0].Coefficient) : null;

    /// <summary>The name if this is a symbol alone; otherwise null.</summary>
    public string? SymbolName => _terms is [{ Coefficient: 1, Atoms: [DimAtom.Symbol symbol] }] ? symbol.Name : null;

    public static implicit operator Dim(long value) => value == 0 ? Zero : new Dim([new DimTerm(value, [])]);

    public static Dim operator +(Dim a, Dim b) => Sum(a._terms.Concat(b._terms));

    public static Dim operator -(Dim a, Dim b) => a + (b * -1);

    public static Dim operator *(Dim a, Dim b)
    {
        if ((long)a._terms.Length * b._terms.Length > MostTerms * MostTerms)
        {
            throw new OverflowException($"a dimension of more than {MostTerms} terms");
        }

        return Sum(a._terms.SelectMany(x => b._terms.Select(y => x.Times(y))));
    }

    public static bool operator ==(Dim? a, Dim? b) => a is null ? b is null : a.Equals(b);

    public static bool operator !=(Dim? a, Dim? b) => !(a == b);

    /// <summary>A symbol; <paramref name="name"/> is not empty.</summary>
    public static Dim Symbol(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return OfAtom(new DimAtom.Symbol(name));
    }

    /// <summary>The largest whole number not above a / b; <paramref name="b"/> is not the constant 0 and symbols are positive.</summary>
    public static Dim FloorDiv(Dim a, Dim b)
    {
        if (b.Constant == 0)
        {
            throw new DivideByZeroException($"({a}) / 0");
        }

        if (b.Constant is { } divisor && a.Constant is { } number)
        {
            return (number / divisor) - (number % divisor != 0 && (number < 0) != (divisor < 0) ? 1 : 0);
        }

        if (a == b)
        {
            return One;
        }

        return b._terms.Length == 1 ? DivideByTerm(a, b._terms[0]) : OfAtom(new DimAtom.Floor(a, b));
    }

    /// <summary>The least whole number not below a / b.</summary>
    public static Dim CeilDiv(Dim a, Dim b) => Zero - FloorDiv(Zero - a, b);

    /// <summary>The quotient if it is known to leave no rest; otherwise null.</summary>
    public static Dim? DivideExactly(Dim a, Dim b)
    {
        if (b.Constant == 0)
        {
            return null;
        }

        if (a == b)
        {
            return One;
        }

        if (b._terms.Length != 1)
        {
            return null;
        }

        var quotients = a._terms.Select(t => t.DividedBy(b._terms[0])).ToArray();
        return Array.TrueForAll(quotients, q => q is not null) ? Sum(quotients.Select(q => q!.Value)) : null;
    }

    public static Dim Product(IEnumerable<Dim> factors) => factors.Aggregate(One, (a, b) => a * b);

    /// <summary>The expression with symbols replaced by values; symbols without a value stay.</summary>
    public Dim Substitute(IReadOnlyDictionary<string, Dim> values) => IsConstant ? this
        : _terms.Select(t => t.Atoms.Aggregate((Dim)t.Coefficient, (p, a) => p * a.Substitute(values))).Aggregate(Zero, (a, b) => a + b);

    public void CollectSymbols(ISet<string> names)
    {
        foreach (var atom in _terms.SelectMany(t => t.Atoms))
        {
            atom.CollectSymbols(names);
        }
    }

    public bool Equals(Dim? other) => other is not null && (ReferenceEquals(this, other)
        || (IsConstant || other.IsConstant ? Constant is { } c && other.Constant == c : ToString() == other.ToString()));

    public override bool Equals(object? obj) => Equals(obj as Dim);

    public override int GetHashCode() => StableHash;

    public override string ToString() => _text ??= Constant is { } c ? c.ToString(CultureInfo.InvariantCulture)
        : string.Join(" + ", _terms).Replace("+ -", "- ", StringComparison.Ordinal);

    /// <summary>The same in every process.</summary>
    internal int StableHash => ToString().Aggregate(17, (hash, c) => unchecked((hash * 31) + c));

    internal ImmutableArray<DimTerm> Terms => _terms;

    internal static Dim OfAtom(DimAtom atom) => new([new DimTerm(1, [atom])]);

    // floor((q d + r) / d) = q + floor(r / d): what divides leaves the floor; floor(floor(x / a) / b) = floor(x / (a b)) for constants.
    private static Dim DivideByTerm(Dim a, DimTerm divisor)
    {
        var whole = new List<DimTerm>();
        var rest = new List<DimTerm>();
        foreach (var term in a._terms)
        {
            if (term.DividedBy(divisor) is { } quotient)
            {
                whole.Add(quotient);
            }
            else
            {
                rest.Add(term);
            }
        }

        var left = Sum(rest);
        return left == Zero ? Sum(whole) : Sum(whole) + Floor(left, divisor);
    }

    private static Dim Floor(Dim a, DimTerm divisor)
    {
        var b = new Dim([divisor]);
        if (a.Constant is { } number && b.Constant is { } d)
        {
            return FloorDiv(number, d);
        }

        return b.Constant > 0 && a._terms is [{ Coefficient: 1, Atoms: [DimAtom.Floor { Denominator.Constant: > 0 } inner] }]
            ? FloorDiv(inner.Numerator, inner.Denominator * b)
            : OfAtom(new DimAtom.Floor(a, b));
    }

    private static Dim Sum(IEnumerable<DimTerm> terms)
    {
        var sums = new SortedDictionary<string, DimTerm>(StringComparer.Ordinal);
        foreach (var term in terms)
        {
            var key = term.Key;
            sums[key] = sums.TryGetValue(key, out var same)
                ? same with { Coefficient = checked(same.Coefficient + term.Coefficient) }
                : term;
        }

        // The constant last: seq + 1 reads better than 1 + seq.
        var left = sums.Values.Where(t => t.Coefficient != 0).OrderBy(t => t.Atoms.Length == 0).ToImmutableArray();
        return left.Length <= MostTerms ? new Dim(left) : throw new OverflowException($"a dimension of more than {MostTerms} terms");
    }
}

namespace ActorSim.Frontend.Compiler.Ir.Index;

/// <summary>One factor of a product: a variable, or an operation that a sum of products cannot express.</summary>
public sealed class IndexFactor : IEquatable<IndexFactor>
{
    private readonly IndexVar? _variable;
    private readonly IndexExpr? _left;
    private readonly IndexExpr? _right;

    internal IndexFactor(IndexVar variable)
    {
        Kind = IndexFactorKind.Variable;
        _variable = variable;
        Text = variable.Name;
    }

    internal IndexFactor(IndexFactorKind kind, IndexExpr left, IndexExpr right)
    {
        Kind = kind;
        _left = left;
        _right = right;
        Text = kind switch
        {
            IndexFactorKind.FloorDiv => $"floordiv({left}, {right})",
            IndexFactorKind.Mod => $"mod({left}, {right})",
            IndexFactorKind.Min => $"min({left}, {right})",
            _ => $"max({left}, {right})",
        };
    }

    public IndexFactorKind Kind { get; }

    /// <summary>The variable; only of kind Variable.</summary>
    public IndexVar Variable => _variable ?? throw new InvalidOperationException($"{Text} is not a variable");

    /// <summary>The left operand; not of kind Variable.</summary>
    public IndexExpr Left => _left ?? throw new InvalidOperationException($"{Text} has no operands");

    /// <summary>The right operand; not of kind Variable.</summary>
    public IndexExpr Right => _right ?? throw new InvalidOperationException($"{Text} has no operands");

    /// <summary>Canonical text: equal factors have equal text, and factors are ordered by it.</summary>
    public string Text { get; }

    public IndexRange Range => Kind switch
    {
        IndexFactorKind.Variable => new IndexRange(Variable.Min, Variable.Max),
        IndexFactorKind.FloorDiv => IndexRange.FloorDiv(Left.Range, Right.Range),
        IndexFactorKind.Mod => IndexRange.Mod(Left.Range, Right.Range),
        IndexFactorKind.Min => IndexRange.MinOf(Left.Range, Right.Range),
        _ => IndexRange.MaxOf(Left.Range, Right.Range),
    };

    /// <summary>A number (1 or more) that certainly divides this factor.</summary>
    public long KnownDivisor => Kind switch
    {
        IndexFactorKind.Variable => Variable.DivisibleBy,
        IndexFactorKind.FloorDiv => 1,
        _ => Gcd(Left.KnownDivisor, Right.KnownDivisor),
    };

    public bool Equals(IndexFactor? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as IndexFactor);

    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    public override string ToString() => Text;

    internal static long Gcd(long a, long b)
    {
        (a, b) = (Math.Abs(a), Math.Abs(b));
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}

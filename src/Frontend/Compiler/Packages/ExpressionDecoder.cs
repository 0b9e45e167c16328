using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Trace.Packing;
using MessagePack;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>Reads index expressions over a table of variables.</summary>
internal sealed class ExpressionDecoder
{
    private readonly List<IndexVar> _variables = [];

    public void ReadTable(ref PackedReader r)
    {
        var count = r.ReadArrayHeader();
        for (var n = 0; n < count; n++)
        {
            PackageFields.Array(ref r, 6, "variable");
            var name = PackageFields.Text(ref r);
            var kind = PackageFields.Name<IndexVarKind>(ref r);
            var (min, max) = (r.ReadInt64(), r.ReadInt64());
            var divisor = PackageFields.AtLeast(ref r, 1, "divisor");
            _variables.Add(new IndexVar(name, kind, min, max, divisor, Optional(ref r)));
        }
    }

    public IndexVar Variable(ref PackedReader r) => _variables[PackageFields.Index(ref r, _variables.Count, "variable")];

    public IndexExpr? Optional(ref PackedReader r) => r.TryReadNil() ? null : Read(ref r);

    public IndexExpr Read(ref PackedReader r)
    {
        if (r.NextMessagePackType != MessagePackType.Array) return r.ReadInt64();
        var terms = r.ReadArrayHeader() - 1;
        if (terms < 1) throw new FormatException("an expression has no terms");
        var constant = r.ReadInt64();
        var all = new List<IndexTerm>();
        for (var n = 0; n < terms; n++)
        {
            var factors = r.ReadArrayHeader() - 1;
            if (factors < 1) throw new FormatException("a term has no factors");
            var coefficient = r.ReadInt64();
            var product = ImmutableArray.CreateBuilder<IndexFactor>();
            for (var f = 0; f < factors; f++) product.Add(Factor(ref r));
            all.Add(new IndexTerm(coefficient, product.ToImmutable()));
        }

        return IndexExpr.Sum(constant, all);
    }

    public ImmutableArray<IndexExpr> ReadAll(ref PackedReader r) => PackageFields.All(ref r, Read);

    private IndexFactor Factor(ref PackedReader r)
    {
        if (r.NextMessagePackType != MessagePackType.Array) return new IndexFactor(Variable(ref r));
        PackageFields.Array(ref r, 3, "factor");
        var kind = PackageFields.Name<IndexFactorKind>(ref r);
        if (kind == IndexFactorKind.Variable) throw new FormatException("a variable has no operands");
        var left = Read(ref r);
        return new IndexFactor(kind, left, Read(ref r));
    }
}

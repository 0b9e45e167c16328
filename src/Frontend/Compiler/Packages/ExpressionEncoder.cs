using System.Buffers;
using ActorSim.Frontend.Compiler.Ir.Index;
using MessagePack;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>Writes index expressions; their variables go into a table, each before whoever's extent names it.</summary>
internal sealed class ExpressionEncoder
{
    // A size and a loop may have the same name.
    private readonly Dictionary<IndexVar, int> _numbers = [];
    private readonly ArrayBufferWriter<byte> _table = new();

    /// <summary>Number of the variable in the table.</summary>
    public int Number(IndexVar variable)
    {
        if (_numbers.TryGetValue(variable, out var known)) return known;
        var extent = new ArrayBufferWriter<byte>();
        var w = new MessagePackWriter(extent);
        if (variable.Extent is null) w.WriteNil();
        else Write(ref w, variable.Extent);
        w.Flush();
        var number = _numbers.Count;
        _numbers.Add(variable, number);
        var row = new MessagePackWriter(_table);
        row.WriteArrayHeader(6);
        row.Write(variable.Name);
        row.Write((int)variable.Kind);
        row.Write(variable.Min);
        row.Write(variable.Max);
        row.Write(variable.DivisibleBy);
        row.WriteRaw(extent.WrittenSpan);
        row.Flush();
        return number;
    }

    /// <summary>A constant as a number; else [constant, [coefficient, factor...]...]; a factor is a variable's number or [kind, left, right].</summary>
    public void Write(ref MessagePackWriter w, IndexExpr index)
    {
        if (index.IsConstant)
        {
            w.Write(index.Constant);
            return;
        }

        w.WriteArrayHeader(1 + index.Terms.Length);
        w.Write(index.Constant);
        foreach (var term in index.Terms)
        {
            w.WriteArrayHeader(1 + term.Factors.Length);
            w.Write(term.Coefficient);
            foreach (var factor in term.Factors) Write(ref w, factor);
        }
    }

    /// <summary>The table of variables seen so far.</summary>
    public void WriteTable(ref MessagePackWriter w)
    {
        w.WriteArrayHeader(_numbers.Count);
        w.WriteRaw(_table.WrittenSpan);
    }

    private void Write(ref MessagePackWriter w, IndexFactor factor)
    {
        if (factor.Kind == IndexFactorKind.Variable)
        {
            w.Write(Number(factor.Variable));
            return;
        }

        w.WriteArrayHeader(3);
        w.Write((int)factor.Kind);
        Write(ref w, factor.Left);
        Write(ref w, factor.Right);
    }
}

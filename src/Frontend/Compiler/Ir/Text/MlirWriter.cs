using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>Lines of generic-form MLIR, and the forms of attributes and types.</summary>
internal sealed class MlirWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    public void Line(string line) => _text.Append(' ', _indent * 2).Append(line).Append('\n');

    public void Open(string line)
    {
        Line(line);
        _indent++;
    }

    public void Close(string line)
    {
        _indent--;
        Line(line);
    }

    public override string ToString() => _text.ToString();

    public static string Text(string value)
    {
        var result = new StringBuilder("\"");
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            if (b is (byte)'"' or (byte)'\\') result.Append('\\').Append((char)b);
            else if (b is >= 32 and < 127) result.Append((char)b);
            else result.Append('\\').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }

        return result.Append('"').ToString();
    }

    public static string Text(IndexExpr value) => Text(value.ToString());

    public static string Texts(IEnumerable<IndexExpr> values) => $"[{string.Join(", ", values.Select(Text))}]";

    public static string Integer(long value) => string.Create(CultureInfo.InvariantCulture, $"{value} : i64");

    public static string Integers(IEnumerable<long> values) => $"[{string.Join(", ", values.Select(Integer))}]";

    public static string Integers(ImmutableArray<int> values) => Integers(values.Select(v => (long)v));

    public static string Flag(bool value) => value ? "true" : "false";

    /// <summary>f32, i8, ui8, i1...</summary>
    public static string Type(ElementType type) => type switch
    {
        ElementType.Bool => "i1",
        ElementType.U8 or ElementType.U16 or ElementType.U32 or ElementType.U64 => "ui" + type.Bits(),
        _ => type.Name(),
    };

    public static string Memref(ElementType type, IEnumerable<string> extents) => $"memref<{string.Concat(extents.Select(e => e + "x"))}{Type(type)}>";
}

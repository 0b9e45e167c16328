using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Interpreter.Npy;

/// <summary>
/// NumPy's type strings. NumPy has no bf16: it is written as two raw bytes, '&lt;V2', which is also what ml_dtypes' bfloat16 saves as.
/// </summary>
internal static class NpyTypes
{
    private static readonly (ElementType Type, string Name)[] Names =
    [
        (ElementType.F16, "f2"), (ElementType.F32, "f4"), (ElementType.F64, "f8"), (ElementType.I8, "i1"), (ElementType.U8, "u1"),
        (ElementType.I16, "i2"), (ElementType.U16, "u2"), (ElementType.I32, "i4"), (ElementType.U32, "u4"), (ElementType.I64, "i8"),
        (ElementType.U64, "u8"), (ElementType.Bool, "b1"), (ElementType.BF16, "V2"),
    ];

    public static string Supported => string.Join(", ", Names.Select(n => n.Name));

    public static string NameOf(ElementType type) =>
        (type.Bytes() == 1 ? "|" : "<") + Names.First(n => n.Type == type).Name;

    /// <summary>The type, and whether its bytes are in big-endian order.</summary>
    public static bool TryParse(string descr, out ElementType type, out bool bigEndian)
    {
        bigEndian = descr.StartsWith('>');
        var name = descr.TrimStart('<', '>', '|', '=');
        foreach (var known in Names)
        {
            type = known.Type;
            if (known.Name == name) return true;
        }

        type = default;
        return name == "?" && (type = ElementType.Bool) == ElementType.Bool;
    }
}

namespace ActorSim.Frontend.Compiler.Ir.Types;

/// <summary>Facts about element types.</summary>
public static class ElementTypes
{
    private static readonly (ElementType Type, string Name, int Bits)[] Facts =
    [
        (ElementType.F32, "f32", 32), (ElementType.F16, "f16", 16), (ElementType.BF16, "bf16", 16), (ElementType.F64, "f64", 64),
        (ElementType.I8, "i8", 8), (ElementType.U8, "u8", 8), (ElementType.I16, "i16", 16), (ElementType.U16, "u16", 16),
        (ElementType.I32, "i32", 32), (ElementType.U32, "u32", 32), (ElementType.I64, "i64", 64), (ElementType.U64, "u64", 64),
        (ElementType.Bool, "bool", 8),
    ];

    /// <summary>Bits an element takes in memory: 8, 16, 32 or 64.</summary>
    public static int Bits(this ElementType type) => Facts[(int)type].Bits;

    /// <summary>Bytes an element takes in memory: 1, 2, 4 or 8.</summary>
    public static int Bytes(this ElementType type) => Bits(type) / 8;

    /// <summary>The name in text and in traces: f32, bf16, i8, bool...</summary>
    public static string Name(this ElementType type) => Facts[(int)type].Name;

    public static bool IsFloat(this ElementType type) => type <= ElementType.F64;

    public static bool IsSigned(this ElementType type) => type is ElementType.I8 or ElementType.I16 or ElementType.I32 or ElementType.I64;

    /// <summary>All names, for messages.</summary>
    public static IEnumerable<string> Names => Facts.Select(f => f.Name);

    public static bool TryParse(string name, out ElementType type)
    {
        foreach (var fact in Facts)
        {
            type = fact.Type;
            if (fact.Name == name) return true;
        }

        type = default;
        return false;
    }
}

using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Element types of models and of compiled programs.</summary>
public static class TypeMap
{
    private static readonly (OnnxElementType Model, ElementType Compiled)[] Pairs =
    [
        (OnnxElementType.Float32, ElementType.F32), (OnnxElementType.Float16, ElementType.F16), (OnnxElementType.BFloat16, ElementType.BF16),
        (OnnxElementType.Float64, ElementType.F64), (OnnxElementType.Int8, ElementType.I8), (OnnxElementType.UInt8, ElementType.U8),
        (OnnxElementType.Int16, ElementType.I16), (OnnxElementType.UInt16, ElementType.U16), (OnnxElementType.Int32, ElementType.I32),
        (OnnxElementType.UInt32, ElementType.U32), (OnnxElementType.Int64, ElementType.I64), (OnnxElementType.UInt64, ElementType.U64),
        (OnnxElementType.Bool, ElementType.Bool),
    ];

    /// <summary>The compiled type; null for strings, complex numbers and the types of 8 bits and less that no unit computes with.</summary>
    public static ElementType? Compiled(OnnxElementType type)
    {
        foreach (var (model, compiled) in Pairs)
            if (model == type) return compiled;
        return null;
    }

    public static OnnxElementType Model(ElementType type) => Pairs.First(p => p.Compiled == type).Model;
}

using ActorSim.Frontend.Ir;
using GraphType = ActorSim.Frontend.Graph.ElementType;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Element types of models and of compiled programs.</summary>
public static class TypeMap
{
    private static readonly (GraphType Model, ElementType Compiled)[] Pairs =
    [
        (GraphType.Float32, ElementType.F32), (GraphType.Float16, ElementType.F16), (GraphType.BFloat16, ElementType.BF16),
        (GraphType.Float64, ElementType.F64), (GraphType.Int8, ElementType.I8), (GraphType.UInt8, ElementType.U8),
        (GraphType.Int16, ElementType.I16), (GraphType.UInt16, ElementType.U16), (GraphType.Int32, ElementType.I32),
        (GraphType.UInt32, ElementType.U32), (GraphType.Int64, ElementType.I64), (GraphType.UInt64, ElementType.U64),
        (GraphType.Bool, ElementType.Bool),
    ];

    /// <summary>The compiled type; null for strings, complex numbers and the types of 8 bits and less that no unit computes with.</summary>
    public static ElementType? Compiled(GraphType type)
    {
        foreach (var (model, compiled) in Pairs)
            if (model == type) return compiled;
        return null;
    }

    public static GraphType Model(ElementType type) => Pairs.First(p => p.Compiled == type).Model;
}

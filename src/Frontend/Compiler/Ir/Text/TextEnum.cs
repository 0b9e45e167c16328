using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>Names of enumeration members in attributes, in any case.</summary>
internal static class TextEnum
{
    public static T Of<T>(MlirOperation operation, string attribute)
        where T : struct, Enum
    {
        var text = operation.Text(attribute);
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase)) return value;
        throw operation.Fail($"attribute '{attribute}' is '{text}', one of {string.Join(", ", Enum.GetNames<T>())} expected");
    }

    public static ElementType Element(MlirOperation operation, string attribute) => ElementTypes.TryParse(operation.Text(attribute), out var type)
        ? type
        : throw operation.Fail($"attribute '{attribute}' must be one of {string.Join(", ", ElementTypes.Names)}");

    /// <summary>The element type that MLIR calls so.</summary>
    public static ElementType Mlir(MlirOperation operation, string type)
    {
        foreach (var element in Enum.GetValues<ElementType>())
            if (MlirWriter.Type(element) == type) return element;
        throw operation.Fail($"'{type}' is not the type of an element");
    }
}

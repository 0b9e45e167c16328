using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Operators.Coverage;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>All operators that are lowered, by family.</summary>
public static class OperatorLowerings
{
    private static readonly ImmutableSortedDictionary<string, OperatorLowering> ByName =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, All().Select(o => KeyValuePair.Create(o.Operator, o)));

    public static OperatorLowering? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The table behind <c>actorsim model check</c>.</summary>
    public static OperatorCatalog Catalog()
    {
        var catalog = OperatorCatalog.WithFreeOperators();
        foreach (var lowering in ByName.Values)
            catalog.Compiles(lowering.Operator, (node, graph) => lowering.Refusal?.Invoke(node, graph) ?? CompileTimeInputs.Refusal(node, graph));
        return catalog;
    }

    /// <summary>One for each operator that is lowered; its row says all else of it.</summary>
    internal static IEnumerable<OperatorLowering> All() =>
    [
        .. UnaryOperators.All,
        .. ActivationOperators.All,
        .. BinaryOperators.All,
        .. SelectionOperators.All,
        .. ReductionOperators.All,
        .. SoftmaxOperators.All,
        .. NormalizationOperators.All,
        .. LayoutOperators.All,
        .. JoinOperators.All,
        .. PadOperators.All,
        .. GatherOperators.All,
        .. ScatterOperators.All,
        .. GeneratorOperators.All,
        .. ResizeOperators.All,
        .. MatrixOperators.All,
        .. ConvolutionOperators.All,
        .. PoolingOperators.All,
        .. QuantizationOperators.All,
        .. IntegerOperators.All,
        .. SortOperators.All,
        .. RecurrentOperators.All,
        .. SampleOperators.All,
        .. RefusedOperators.All,
        .. SignalOperators.All,
        .. LossOperators.All,
        .. OptimizerOperators.All,
    ];
}

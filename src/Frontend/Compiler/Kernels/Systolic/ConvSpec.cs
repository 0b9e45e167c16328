using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// Y = activation(X * W + bias + residual), cross-correlation with zero padding over 1 to 3 spatial axes. Channels are those of all groups;
/// W has InChannels / Groups input channels. Sums as in <see cref="MatmulSpec"/>.
/// </summary>
public sealed record ConvSpec(
    ConvView X, ConvView W, ConvView Y, IndexExpr Batch, long InChannels, long OutChannels, ImmutableArray<ConvAxis> Axes)
{
    public string Name { get; init; } = "conv";

    public long Groups { get; init; } = 1;

    /// <summary>One value for each output channel.</summary>
    public TensorDecl? Bias { get; init; }

    /// <summary>Added before the activation; of Y's shape.</summary>
    public ConvView? Residual { get; init; }

    public Activation Activation { get; init; }

    public long GroupIn => InChannels / Groups;

    public long GroupOut => OutChannels / Groups;

    public ElementType AccumulatorType => Accumulator.TypeFor(X.Tensor.Type);
}

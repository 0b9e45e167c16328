using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Kernels.Builtins;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic.Builtins;

/// <summary>y[b] = activation(a[b] w[b] + bias), with a batch that either operand may lack. Inputs a, b, [bias].</summary>
public sealed class BatchedMatmulBuiltin : IBuiltin
{
    public string Name => "bmm";

    public string Summary => "y[B,M,N] = activation(a[B,M,K] b[B,K,N] + bias[N]); inputs a, b, [bias]";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        new("B", "number of products"), new("M", "rows of a and y"), new("N", "columns of b and y"), new("K", "columns of a, rows of b"),
        SystolicParameters.DType, new("transA", "a is given as [B,K,M]", "false"), new("transB", "b is given as [B,N,K]", "false"),
        new("broadcastA", "one a for all of the batch: [1,M,K]", "false"), new("broadcastB", "one b for all of the batch", "false"),
        new("bias", "whether [N] is added", "false"), SystolicParameters.Activation,
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var batch = arguments.Extent("B", module);
        var (m, n, k) = (arguments.Extent("M", module), arguments.Extent("N", module), arguments.Extent("K", module));
        var type = arguments.OperandType(context, Name);
        var result = Accumulator.ResultFor(type);
        var (transA, transB) = (arguments.Flag("transA"), arguments.Flag("transB"));
        var (batchA, batchB) = (arguments.Flag("broadcastA") ? 1 : batch, arguments.Flag("broadcastB") ? 1 : batch);
        var a = module.Tensor("a", type, transA ? [batchA, k, m] : [batchA, m, k], TensorRole.Input);
        var b = module.Tensor("b", type, transB ? [batchB, n, k] : [batchB, k, n], TensorRole.Input);
        var bias = arguments.Flag("bias") ? module.Tensor("bias", result, [n], TensorRole.Input) : null;
        var y = module.Tensor("y", result, [batch, m, n], TensorRole.Output);
        MatmulBuilder.Append(module, new MatmulSpec(MatrixView.Of(a, transA), MatrixView.Of(b, transB), MatrixView.Of(y), m, n, k)
        {
            Name = Name,
            Batch = [batch],
            Bias = bias is null ? null : MatrixView.Of(bias),
            Activation = arguments.ActivationOf(),
        }, context);
        return module.Build();
    }
}

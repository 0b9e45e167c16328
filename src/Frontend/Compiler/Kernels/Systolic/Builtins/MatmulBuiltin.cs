using System.Collections.Immutable;
using System.Globalization;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic.Builtins;

/// <summary>y = activation(scale(a) b + bias + residual). Inputs in the order a, b, [bias], [residual].</summary>
public sealed class MatmulBuiltin : IBuiltin
{
    public static readonly DiagnosticCode BadScale = new("SIM1102", "a scale that is not a number");

    public string Name => "matmul";

    public string Summary => "y[M,N] = activation(scale * a[M,K] b[K,N] + bias + residual); inputs a, b, [bias], [residual]";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        new("M", "rows of a and y"), new("N", "columns of b and y"), new("K", "columns of a, rows of b"), SystolicParameters.DType,
        new("transA", "a is given as [K,M]", "false"), new("transB", "b is given as [N,K]", "false"),
        new("bias", "rank of the bias: none, 1 ([N]) or 2 ([M,N])", "none"), new("residual", "whether [M,N] is added", "false"),
        SystolicParameters.Activation, new("scale", "a is multiplied by it first: none or a number", "none"),
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var (m, n, k) = (arguments.Extent("M", module), arguments.Extent("N", module), arguments.Extent("K", module));
        var type = arguments.OperandType(context, Name);
        var result = Accumulator.ResultFor(type);
        var (transA, transB) = (arguments.Flag("transA"), arguments.Flag("transB"));
        var bias = arguments.Choice("bias", "none", "1", "2");
        IndexExpr[] shapeY = [m, n];
        var a = module.Tensor("a", type, transA ? [k, m] : [m, k], TensorRole.Input);
        var b = module.Tensor("b", type, transB ? [n, k] : [k, n], TensorRole.Input);
        var biasTensor = bias == "none" ? null : module.Tensor("bias", result, bias == "1" ? [n] : shapeY, TensorRole.Input);
        var residual = arguments.Flag("residual") ? module.Tensor("residual", result, shapeY, TensorRole.Input) : null;
        var y = module.Tensor("y", result, shapeY, TensorRole.Output);
        MatmulBuilder.Append(module, new MatmulSpec(MatrixView.Of(a, transA), MatrixView.Of(b, transB), MatrixView.Of(y), m, n, k)
        {
            Bias = biasTensor is null ? null : MatrixView.Of(biasTensor),
            Residual = residual is null ? null : MatrixView.Of(residual),
            Activation = arguments.ActivationOf(),
            PrologueScale = Scale(arguments, context),
        }, context);
        return module.Build();
    }

    private double? Scale(BuiltinArguments arguments, CompileContext context)
    {
        var text = arguments.Text("scale");
        if (text == "none") return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) && double.IsFinite(scale)) return scale;
        context.Diagnostics.Error(BadScale, "builtin:" + Name, $"scale={text} must be none or a finite number");
        return null;
    }
}

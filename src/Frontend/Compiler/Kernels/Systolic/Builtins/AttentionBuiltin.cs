using System.Collections.Immutable;
using System.Globalization;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic.Builtins;

/// <summary>Fused attention. Inputs q, k, v, [mask].</summary>
public sealed class AttentionBuiltin : IBuiltin
{
    public static readonly DiagnosticCode BadScale = new("SIM1103", "an attention scale that is not a number");

    public string Name => "attention";

    public string Summary => "y[B,H,L,EV] = softmax(scale * q[B,H,L,E] k[B,HKV,S,E]^T + mask[L,S]) v[B,HKV,S,EV]; inputs q, k, v, [mask]";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        new("B", "batch", "1"), new("H", "key-value heads times group: query heads (a number)"),
        new("group", "query heads that share one key-value head; divides H", "1"), new("L", "queries"), new("S", "keys and values"),
        new("E", "elements of a query and a key (a number)"), new("EV", "elements of a value: a number, or same as E", "same"),
        new("causal", "none; first: query l sees keys 0 to l; last: the same, counted so that the last query sees the last key", "none"),
        new("mask", "whether [L,S] of f32 is added to the scores", "false"),
        new("scale", "factor of the scores: a number, or auto for 1/sqrt(E)", "auto"), SystolicParameters.DType,
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var type = arguments.Type("dtype");
        var batch = arguments.Extent("B", module);
        var (queries, keys) = (arguments.Extent("L", module), arguments.Extent("S", module));
        var (heads, group) = (arguments.Integer("H", 1, int.MaxValue), arguments.Integer("group", 1, int.MaxValue));
        var size = arguments.Integer("E", 1, int.MaxValue);
        var value = arguments.Text("EV") == "same" ? size : arguments.Integer("EV", 1, int.MaxValue);
        if (heads % group != 0)
            context.Diagnostics.Error(BuiltinArguments.BadParameter, "builtin:" + Name, $"group={group} does not divide H={heads}");
        var kvHeads = Math.Max(heads / group, 1);
        var q = module.Tensor("q", type, [batch, heads, queries, size], TensorRole.Input);
        var k = module.Tensor("k", type, [batch, kvHeads, keys, size], TensorRole.Input);
        var v = module.Tensor("v", type, [batch, kvHeads, keys, value], TensorRole.Input);
        var mask = arguments.Flag("mask") ? module.Tensor("mask", ElementType.F32, [queries, keys], TensorRole.Input) : null;
        var y = module.Tensor("y", type, [batch, heads, queries, value], TensorRole.Output);
        var spec = new AttentionSpec(MatrixView.Of(q), MatrixView.Of(k), MatrixView.Of(v), MatrixView.Of(y))
        {
            Batch = batch,
            KvHeads = kvHeads,
            HeadsPerKv = group,
            L = queries,
            S = keys,
            HeadSize = size,
            ValueSize = value,
            Scale = Scale(arguments, context),
            Mask = mask is null ? null : MatrixView.Of(mask),
            CausalOffset = Causal(arguments, queries, keys),
        };
        AttentionBuilder.Append(module, spec, context);
        return module.Build();
    }

    private static IndexExpr? Causal(BuiltinArguments arguments, IndexExpr queries, IndexExpr keys) =>
        arguments.Choice("causal", "none", "first", "last") switch
        {
            "first" => IndexExpr.Zero,
            "last" => keys - queries,
            _ => null,
        };

    private double? Scale(BuiltinArguments arguments, CompileContext context)
    {
        var text = arguments.Text("scale");
        if (text == "auto") return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) && double.IsFinite(scale)) return scale;
        context.Diagnostics.Error(BadScale, "builtin:" + Name, $"scale={text} must be auto or a finite number");
        return null;
    }
}

using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Builtins;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic.Builtins;

/// <summary>A convolution over 1, 2 or 3 spatial axes, named conv1d, conv2d, conv3d, or a transposed one, named
/// conv-transpose1d and so on. Inputs x, w, [bias], [residual].</summary>
public sealed class ConvBuiltin(int rank, bool transposed = false) : IBuiltin
{
    private const string ChannelsFirst = "channels-first";
    private const string ChannelsLast = "channels-last";
    private const string LayoutMeaning =
        "channels-first (x and y as above), or channels-last: x and y have their channels last, w is [kernel extents,C/groups,OC]";

    private static readonly string[] AllNames = ["D", "H", "W"];
    private readonly string[] _names = AllNames[^rank..];

    public string Name => transposed ? $"conv-transpose{rank}d" : $"conv{rank}d";

    public string Summary => $"y[N,OC,{Join("O")}] = activation(x[N,C,{Join("")}] * w[{(transposed ? "C,OC/groups" : "OC,C/groups")},{Join("K")}] + bias[OC] + residual); "
        + "inputs x, w, [bias], [residual]";

    public ImmutableArray<BuiltinParameter> Parameters =>
    [
        new("N", "batch"), new("C", "input channels (a number)"), .. _names.Select(n => new BuiltinParameter(n, "input extent")),
        new("OC", "output channels (a number)"), .. _names.Select(n => new BuiltinParameter("K" + n, "kernel extent (a number)")),
        new("stride", "one number, or one for each axis: 2x1", "1"), new("pad", "zeros on both sides: one number or one for each axis", "0"),
        new("dilation", transposed ? "must be 1" : "one number or one for each axis", "1"), new("groups", "groups of channels; C for depthwise", "1"),
        new("bias", "whether [OC] is added", "false"), new("residual", "whether a tensor of y's shape is added", "false"),
        .. transposed ? Array.Empty<BuiltinParameter>() : [new("layout", LayoutMeaning, ChannelsFirst)],
        SystolicParameters.DType, SystolicParameters.Activation,
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var batch = arguments.Extent("N", module);
        var type = arguments.OperandType(context, Name);
        var (channels, outputs) = (arguments.Integer("C", 1, int.MaxValue), arguments.Integer("OC", 1, int.MaxValue));
        var groups = arguments.Integer("groups", 1, int.MaxValue);
        var axes = Axes(arguments, module);
        var result = Accumulator.ResultFor(type);
        var last = !transposed && arguments.Choice("layout", ChannelsFirst, ChannelsLast) == ChannelsLast;
        IndexExpr[] kernel = [.. axes.Select(a => IndexExpr.Of(a.Kernel))];
        IndexExpr[] shapeX = Shape(batch, channels, [.. axes.Select(a => a.In)], last);
        var x = module.Tensor("x", type, shapeX, TensorRole.Input);
        IndexExpr[] sides = transposed ? [channels, Math.Max(outputs / groups, 1)] : [outputs, Math.Max(channels / groups, 1)];
        var w = module.Tensor("w", type, last ? [.. kernel, sides[1], sides[0]] : [.. sides, .. kernel], TensorRole.Input);
        var bias = arguments.Flag("bias") ? module.Tensor("bias", result, [outputs], TensorRole.Input) : null;
        IndexExpr[] shapeY = Shape(batch, outputs, [.. axes.Select(a => a.Out)], last);
        var residual = arguments.Flag("residual") ? module.Tensor("residual", result, shapeY, TensorRole.Input) : null;
        var y = module.Tensor("y", result, shapeY, TensorRole.Output);
        ConvView View(TensorDecl t) => last ? ConvView.ChannelsLast(t) : ConvView.ChannelsFirst(t);
        var weights = transposed ? ConvView.TransposedWeights(w, Math.Max(channels / groups, 1))
            : last ? ConvView.ChannelsLastWeights(w) : ConvView.ChannelsFirst(w);
        var spec = new ConvSpec(View(x), weights, View(y), batch, channels, outputs, axes)
        {
            Name = Name,
            Groups = groups,
            Bias = bias,
            Residual = residual is null ? null : View(residual),
            Activation = arguments.ActivationOf(),
        };
        if (transposed) ConvTransposeBuilder.Append(module, spec, context);
        else ConvBuilder.Append(module, spec, context);
        return module.Build();
    }

    private static IndexExpr[] Shape(IndexExpr batch, IndexExpr channels, IndexExpr[] spatial, bool channelsLast) =>
        channelsLast ? [batch, .. spatial, channels] : [batch, channels, .. spatial];

    private ImmutableArray<ConvAxis> Axes(BuiltinArguments arguments, ModuleBuilder module)
    {
        var (stride, pad, dilation) = (All(arguments, "stride", 1), All(arguments, "pad", 0), All(arguments, "dilation", 1));
        return [.. _names.Select((name, d) =>
        {
            var kernel = arguments.Integer("K" + name, 1, int.MaxValue);
            var axis = new ConvAxis(arguments.Extent(name, module), kernel, stride[d], pad[d], pad[d], dilation[d]);
            return transposed ? axis with { OutExtent = (axis.In - 1) * stride[d] + (kernel - 2 * pad[d]) } : axis;
        })];
    }

    private long[] All(BuiltinArguments arguments, string name, long min)
    {
        var given = arguments.Integers(name, min, int.MaxValue);
        return given.Length == rank ? given : [.. Enumerable.Repeat(given[0], rank)];
    }

    private string Join(string prefix) => string.Join(',', _names.Select(n => prefix + n));
}

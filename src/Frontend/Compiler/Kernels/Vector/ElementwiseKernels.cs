using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>Kernels that compute every element of the result from the same element of broadcast operands.</summary>
public static class ElementwiseKernels
{
    /// <summary>
    /// output[i] = code(inputs[i]); operands are repeated to the output's shape. Code gets the operands as they are stored; the result is
    /// converted to the output's type.
    /// </summary>
    public static void Map(
        ModuleBuilder module, CompileContext context, string name, TensorView output, IReadOnlyList<TensorView> inputs,
        Func<LoopStageBuilder, LoopValue[], LoopValue> code)
    {
        var kernel = new LoopKernelBuilder(module, context, name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        LoopValue[] operands = [.. inputs.Select(x => stage.Load(x.Expand(output.Shape), index))];
        stage.Store(output, index, code(stage, operands));
        kernel.Emit();
    }

    /// <summary>A named function of broadcast operands of one type; null constants mean its defaults.</summary>
    public static void Apply(
        ModuleBuilder module, CompileContext context, ScalarFunction function, TensorView output, IReadOnlyList<TensorView> inputs,
        IReadOnlyList<double>? constants = null) =>
        Map(module, context, function.Name, output, inputs, (_, x) =>
            function.Apply([.. x.Select(ScalarFunctions.Widened)], constants ?? function.Constants));

    /// <summary>condition ? then : otherwise, broadcast.</summary>
    public static void Where(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView condition, TensorView then, TensorView otherwise) =>
        Map(module, context, "where", output, [condition, then, otherwise], (s, x) => s.Select(x[0].Cast(ElementType.Bool), x[1], x[2]));

    /// <summary>The elements of a view, converted to the output's type: cast, transpose, reshape, slice, expand, and all their chains.</summary>
    public static void Copy(ModuleBuilder module, CompileContext context, TensorView output, TensorView input) =>
        Map(module, context, "copy", output, [input], (_, x) => x[0]);

    /// <summary>All elements the same.</summary>
    public static void Fill(ModuleBuilder module, CompileContext context, TensorView output, double value) =>
        Map(module, context, "fill", output, [], (s, _) => s.Constant(output.Type, value));
}

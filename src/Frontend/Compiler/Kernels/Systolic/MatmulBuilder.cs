using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>Appends the kernel of a (batched) matrix product with its fused prologue and epilogue.</summary>
public static class MatmulBuilder
{
    public static readonly DiagnosticCode BadOperandType = new("SIM2402", "the array does not multiply these types");

    public static void Append(ModuleBuilder module, MatmulSpec spec, CompileContext context)
    {
        if (!Check(spec, context)) return;
        var tile = GemmTiling.Choose(Problem(module, spec), Key(spec), context, spec.Name);
        var build = new MatmulKernel(new TileScope(module), spec, tile, context.Options.SplitK);
        module.Add(build.Build());
    }

    private static bool Check(MatmulSpec spec, CompileContext context)
    {
        var (a, b) = (spec.A.Tensor.Type, spec.B.Tensor.Type);
        Activations.Check(spec.Activation, spec.AccumulatorType, context.Diagnostics, spec.Name);
        if (a == b && Accumulator.Takes(a)) return true;
        context.Diagnostics.Error(BadOperandType, spec.Name,
            $"operands are {a.Name()} and {b.Name()}; both must be the same of f32, f16, bf16, i8, u8");
        return false;
    }

    private static GemmProblem Problem(ModuleBuilder module, MatmulSpec spec) => new(
        module.Machine, NominalExtent.Of(spec.M, module.Machine), NominalExtent.Of(spec.N, module.Machine),
        NominalExtent.Of(spec.K, module.Machine))
    {
        OperandBytes = spec.A.Tensor.Type.Bytes(),
        AccumulatorBytes = spec.AccumulatorType.Bytes(),
        BiasBytes = spec.BiasIsApart ? spec.Bias!.Tensor.Type.Bytes() : 0,
        BiasIsRow = spec.BiasIsRow,
        StagedBytes = spec.Residual is { } residual && !spec.ResidualIsSeed ? residual.Tensor.Type.Bytes() : 0,
        ResultBytes = spec.C.Tensor.Type.Bytes(),
        ColumnsOfA = spec.A.RowStride.Equals(IndexExpr.One) && !spec.A.ColumnStride.Equals(IndexExpr.One),
        ColumnsOfB = spec.B.RowStride.Equals(IndexExpr.One) && !spec.B.ColumnStride.Equals(IndexExpr.One),
        Batch = spec.Batch.Aggregate(1L, (p, e) => Math.Min(p * (e.TryConstant(out var b) ? Math.Max(b, 1) : 1), int.MaxValue)),
        HasPrologue = spec.PrologueScale is not null,
    };

    private static string Key(MatmulSpec spec) =>
        $"{NominalExtent.Key(spec.M)}_{NominalExtent.Key(spec.N)}_{NominalExtent.Key(spec.K)}";
}

using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>Appends the kernel of fused attention.</summary>
public static class AttentionBuilder
{
    public static readonly DiagnosticCode BadType = new("SIM2404", "attention on types it does not support");

    public static void Append(ModuleBuilder module, AttentionSpec spec, CompileContext context)
    {
        var type = spec.Q.Tensor.Type;
        if (type is not (ElementType.F32 or ElementType.F16 or ElementType.BF16) || spec.K.Tensor.Type != type || spec.V.Tensor.Type != type)
        {
            context.Diagnostics.Error(BadType, spec.Name,
                $"queries are {type.Name()}, keys {spec.K.Tensor.Type.Name()}, values {spec.V.Tensor.Type.Name()}; all must be the same of "
                + "f32, f16, bf16");
            return;
        }

        spec = HeadsAsQueries(spec);
        var machine = module.Machine;
        var problem = new AttentionProblem(
            machine, NominalExtent.Of(spec.L, machine), NominalExtent.Of(spec.S, machine), spec.HeadSize, spec.ValueSize)
        {
            OperandBytes = type.Bytes(),
            MaskBytes = spec.Mask?.Tensor.Type.Bytes() ?? 0,
        };
        if (AttentionTiling.Choose(problem, context, spec.Name) is not { } tile) return;
        module.Add(new AttentionKernel(new TileScope(module), spec, tile).Build());
    }

    // With one query, the heads that share keys and values are taken as the queries of one head: keys and values are loaded once.
    private static AttentionSpec HeadsAsQueries(AttentionSpec spec)
    {
        var seesAll = spec.CausalOffset is not { } offset || (offset - spec.S + 1).Range.Min >= 0;
        if (!spec.L.Equals(IndexExpr.One) || spec.HeadsPerKv == 1 || !seesAll) return spec;
        MatrixView Folded(MatrixView view)
        {
            var strides = view.BatchStrides;
            var head = strides.IsEmpty ? IndexExpr.Zero : strides[^1];
            return view with { RowStride = head, BatchStrides = strides.IsEmpty ? strides : strides.SetItem(strides.Length - 1, head * spec.HeadsPerKv) };
        }

        return spec with
        {
            Q = Folded(spec.Q),
            Y = Folded(spec.Y),
            Mask = spec.Mask is null ? null : Folded(spec.Mask),
            L = spec.HeadsPerKv,
            HeadsPerKv = 1,
            CausalOffset = null,
        };
    }
}

using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Passes.Verify;

/// <summary>Checks one transfer.</summary>
internal sealed class TransferChecks(KernelChecks kernel, Transfer transfer, bool lowered)
{
    public void Run()
    {
        if (transfer.Tensor < 0 || transfer.Tensor >= kernel.Module.Tensors.Length)
        {
            kernel.Error(VerifierCodes.UnknownReference, "transfer", $"tensor {transfer.Tensor} does not exist");
            return;
        }

        var tensor = kernel.Module.Tensors[transfer.Tensor];
        var what = $"{(transfer.Direction == TransferDirection.Load ? "load of" : "store to")} '{tensor.Name}'";
        if (kernel.Buffer(transfer.Buffer, what) is not { } buffer) return;
        if (buffer.Type != tensor.Type)
            kernel.Error(VerifierCodes.BadType, what, $"moves {tensor.Type.Name()} as {buffer.Type.Name()} of buffer '{buffer.Name}'");
        if (transfer.Direction == TransferDirection.Store && tensor.Role == TensorRole.Input)
            kernel.Error(VerifierCodes.UnknownReference, what, "an input tensor is never stored to; make it in-out");
        Axes(buffer, what);
        Order(what);
        kernel.Scope(transfer.Base, what);
        Indirect(buffer, what);
    }

    private void Axes(SpadBuffer buffer, string what)
    {
        if (lowered && transfer.Axes.Length > Verifier.MostAxes)
            kernel.Error(VerifierCodes.TooManyAxes, what, $"has {transfer.Axes.Length} axes, at most {Verifier.MostAxes} are possible");
        if (!transfer.Subtile.IsDefaultOrEmpty && transfer.Subtile.Length != transfer.Axes.Length)
            kernel.Error(VerifierCodes.BadShape, what, $"has a subtile of {transfer.Subtile.Length} axes for {transfer.Axes.Length}");
        foreach (var axis in transfer.Axes)
        {
            if (axis.Extent < 1 || axis.BufferStep < 1 || axis.BufferAxis < -1 || axis.BufferAxis >= buffer.Shape.Length)
            {
                kernel.Error(VerifierCodes.BadShape, what, $"an axis of extent {axis.Extent}, step {axis.BufferStep} moves along axis " +
                    $"{axis.BufferAxis} of buffer '{buffer.Name}'");
                return;
            }

            foreach (var expression in new[] { axis.DramStride, axis.Low, axis.High }) kernel.Scope(expression, what);
        }

        var origin = transfer.Origin.IsDefaultOrEmpty ? [.. buffer.Shape.Select(_ => IndexExpr.Zero)] : transfer.Origin;
        kernel.Origin(buffer, origin, b => transfer.Axes.Where(a => a.BufferAxis == b).Sum(a => (a.Extent - 1) * a.BufferStep), what);
    }

    private void Order(string what)
    {
        if (!transfer.IsAsync) return;
        if (transfer.Direction == TransferDirection.Store) kernel.Error(VerifierCodes.Unpaired, what, "only loads can be waited for");
        kernel.Tag(transfer.Tag, what);
        kernel.Scope(transfer.Slot, what);
    }

    private void Indirect(SpadBuffer buffer, string what)
    {
        if (transfer.Accumulate && transfer.Direction == TransferDirection.Load)
            kernel.Error(VerifierCodes.BadType, what, "only stores accumulate");
        if (transfer.Indirect is not { } indirect || kernel.Buffer(indirect.OffsetBuffer, what) is not { } offsets) return;
        if (offsets.Type is not (ElementType.I32 or ElementType.I64))
            kernel.Error(VerifierCodes.BadType, what, $"offsets in buffer '{offsets.Name}' are {offsets.Type.Name()}, i32 or i64 expected");
        if (offsets.Shape.Length != buffer.Shape.Length || offsets.Shape.Where((e, a) => e != 1 && e != buffer.Shape[a]).Any())
            kernel.Error(VerifierCodes.BadShape, what, $"offset buffer '{offsets.Name}' [{string.Join('x', offsets.Shape)}] must have the axes of " +
                $"'{buffer.Name}' [{string.Join('x', buffer.Shape)}], or 1 in their place");
        kernel.Scope(indirect.Limit, what);
    }
}

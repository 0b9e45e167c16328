using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>
/// Cuts transfers into their subtiles (PyTorchSim's frontend, 4): each gets a loop nest of its own, so one subtile is one DMA and none is
/// issued twice. The slot of a piece is its row-major number; <see cref="SystolicLowering"/> takes the slots to wait for from the
/// same expression. Steps of a reduction use the same slots again: a wait always means the latest load of its slot in the work-item, and
/// every piece of a step is waited for before it is used, which makes the pairs of the reference's fresh tags.
/// </summary>
public sealed class FineGrainedDma : IPass<Module, Module>
{
    public static readonly DiagnosticCode Indivisible = new("SIM4020", "a subtile does not divide its transfer");

    public string Name => "fine-grained-dma";

    public Module Run(Module input, DiagnosticBag diagnostics)
    {
        var names = new FreshNames(input);
        return input.ReplaceKernels(kernel => Cut(kernel, names, diagnostics));
    }

    private static Kernel Cut(Kernel kernel, FreshNames names, DiagnosticBag diagnostics)
    {
        var pieces = new Dictionary<int, long>();
        foreach (var transfer in kernel.Body.All().OfType<Transfer>())
        {
            Check(kernel, transfer, diagnostics);
            if (transfer.IsAsync) pieces[transfer.Tag] = Math.Max(pieces.GetValueOrDefault(transfer.Tag, 1), Pieces(transfer));
        }

        return kernel.ReplaceBody(kernel.Body.Rewrite(statement => statement switch
        {
            Transfer transfer when !transfer.Subtile.IsEmpty => [Cut(WithOrigin(transfer, kernel), names, pieces)],
            Wait wait when pieces.GetValueOrDefault(wait.Tag, 1) > 1 => [WaitForAll(wait, pieces[wait.Tag], names)],
            _ => [statement],
        }));
    }

    private static void Check(Kernel kernel, Transfer transfer, DiagnosticBag diagnostics)
    {
        if (transfer.Subtile.IsEmpty) return;
        if (transfer.Subtile.Length != transfer.Axes.Length)
        {
            diagnostics.Error(Indivisible, kernel.Name,
                $"the transfer of buffer '{kernel.Buffers[transfer.Buffer].Name}' has {transfer.Axes.Length} axes, "
                + $"its subtile {transfer.Subtile.Length}");
            return;
        }

        for (var axis = 0; axis < transfer.Axes.Length; axis++)
            if (transfer.Subtile[axis] < 1 || transfer.Axes[axis].Extent % transfer.Subtile[axis] != 0)
                diagnostics.Error(Indivisible, kernel.Name,
                    $"axis {axis} of the transfer of buffer '{kernel.Buffers[transfer.Buffer].Name}' has {transfer.Axes[axis].Extent} "
                    + $"elements, which the subtile of {transfer.Subtile[axis]} does not divide");
    }

    private static long Pieces(Transfer transfer)
    {
        long pieces = 1;
        for (var axis = 0; axis < transfer.Subtile.Length && axis < transfer.Axes.Length; axis++)
            pieces *= Trips(transfer, axis);
        return pieces;
    }

    private static long Trips(Transfer transfer, int axis) => transfer.Axes[axis].Extent / Math.Max(transfer.Subtile[axis], 1);

    private static Statement Cut(Transfer transfer, FreshNames names, Dictionary<int, long> pieces)
    {
        var rank = Math.Min(transfer.Axes.Length, transfer.Subtile.Length);
        var digits = new IndexVar?[rank];
        var piece = transfer with { Subtile = [], Slot = transfer.Slot * pieces.GetValueOrDefault(transfer.Tag, 1) };
        var axes = transfer.Axes.ToBuilder();
        var origin = transfer.Origin.ToBuilder();
        long slots = 1;
        for (var axis = rank - 1; axis >= 0; axis--)
        {
            var trips = Trips(transfer, axis);
            if (trips <= 1) continue;
            var digit = names.Loop("s", trips);
            digits[axis] = digit;
            var from = digit * (IndexExpr)transfer.Subtile[axis];
            var whole = transfer.Axes[axis];
            axes[axis] = Shift(whole, transfer.Subtile[axis], from);
            if (whole.BufferAxis >= 0) origin[whole.BufferAxis] += from * whole.BufferStep;
            piece = piece with { Base = piece.Base + from * whole.DramStride, Slot = piece.Slot + digit * (IndexExpr)slots };
            slots *= trips;
        }

        Statement result = piece with { Axes = axes.ToImmutable(), Origin = origin.ToImmutable() };
        for (var axis = rank - 1; axis >= 0; axis--)
            if (digits[axis] is { } digit) result = new Loop(LoopKind.Inner, digit, Trips(transfer, axis), 1, [result]);
        return result;
    }

    private static Transfer WithOrigin(Transfer transfer, Kernel kernel) => !transfer.Origin.IsDefaultOrEmpty
        ? transfer
        : transfer with { Origin = [.. kernel.Buffers[transfer.Buffer].Shape.Select(_ => IndexExpr.Zero)] };

    private static TransferAxis Shift(TransferAxis axis, long extent, IndexExpr from) =>
        axis with { Extent = extent, Low = axis.Low is null ? null : axis.Low - from, High = axis.High is null ? null : axis.High - from };

    private static Loop WaitForAll(Wait wait, long pieces, FreshNames names)
    {
        var slot = names.Loop("w", pieces);
        return new Loop(LoopKind.Inner, slot, pieces, 1, [wait with { Slot = wait.Slot * pieces + slot }]);
    }
}

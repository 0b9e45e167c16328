using System.Collections.Immutable;
using System.Globalization;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>Prints the statements of a kernel.</summary>
internal sealed class StatementPrinter(Module module, Kernel kernel, MlirWriter writer)
{
    private int _values;

    public void Print(ImmutableArray<Statement> body)
    {
        foreach (var statement in body) Print(statement);
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case Loop loop: Print(loop); break;
            case Transfer transfer: Print(transfer); break;
            case Wait wait:
                writer.Line($"\"sim.wait\"(%b{wait.Buffer}) {{slot = {MlirWriter.Text(wait.Slot)}, tag = {MlirWriter.Integer(wait.Tag)}}}" +
                    $" : ({TypeOf(wait.Buffer)}) -> ()");
                break;
            case Compute compute: new BodyPrinter(kernel, writer).Print(compute); break;
            case Preload preload:
                writer.Line($"\"sim.preload\"(%b{preload.Weights.Buffer}) {{columns = {MlirWriter.Integer(preload.Columns)}, " +
                    $"id = {MlirWriter.Integer(preload.Id)}, rows = {MlirWriter.Integer(preload.Rows)}, weights = {Operand(preload.Weights)}}}" +
                    $" : ({TypeOf(preload.Weights.Buffer)}) -> ()");
                break;
            case Matmul matmul:
                writer.Line($"\"sim.matmul\"(%b{matmul.A.Buffer}, %b{matmul.C.Buffer}) {{a = {Operand(matmul.A)}, c = {Operand(matmul.C)}, " +
                    $"columns = {MlirWriter.Integer(matmul.Columns)}, depth = {MlirWriter.Integer(matmul.Depth)}, " +
                    $"id = {MlirWriter.Integer(matmul.Id)}, rows = {MlirWriter.Integer(matmul.Rows)}}}" +
                    $" : ({TypeOf(matmul.A.Buffer)}, {TypeOf(matmul.C.Buffer)}) -> ()");
                break;
            case TileMatmul tile:
                writer.Line($"\"sim.tile_matmul\"(%b{tile.A.Buffer}, %b{tile.B.Buffer}, %b{tile.C.Buffer}) {{a = {Operand(tile.A)}, " +
                    $"b = {Operand(tile.B)}, c = {Operand(tile.C)}, k = {MlirWriter.Integer(tile.K)}, m = {MlirWriter.Integer(tile.M)}, " +
                    $"n = {MlirWriter.Integer(tile.N)}}} : ({TypeOf(tile.A.Buffer)}, {TypeOf(tile.B.Buffer)}, {TypeOf(tile.C.Buffer)}) -> ()");
                break;
            default: throw new NotSupportedException($"no text form of {statement.GetType().Name}");
        }
    }

    private void Print(Loop loop)
    {
        var at = (_values++).ToString(CultureInfo.InvariantCulture);
        writer.Line($"%zero{at} = \"arith.constant\"() <{{value = 0 : index}}> : () -> index");
        writer.Line($"%extent{at} = \"sim.index\"() {{value = {MlirWriter.Text(loop.Extent)}}} : () -> index");
        writer.Line($"%step{at} = \"arith.constant\"() <{{value = {loop.Step.ToString(CultureInfo.InvariantCulture)} : index}}> : () -> index");
        writer.Open($"\"scf.for\"(%zero{at}, %extent{at}, %step{at}) ({{");
        writer.Line($"^bb0(%i{at}: index):");
        Print(loop.Body);
        writer.Line("\"scf.yield\"() : () -> ()");
        var attributes = $"sim.divisible_by = {MlirWriter.Integer(loop.Var.DivisibleBy)}, sim.extent = {MlirWriter.Text(loop.Extent)}, " +
            $"sim.kind = \"{loop.Kind.ToString().ToLowerInvariant()}\", sim.max = {MlirWriter.Integer(loop.Var.Max)}, " +
            $"sim.min = {MlirWriter.Integer(loop.Var.Min)}, sim.step = {MlirWriter.Integer(loop.Step)}, sim.var = {MlirWriter.Text(loop.Var.Name)}";
        if (loop.Var.Extent is { } extent) attributes += $", sim.var_extent = {MlirWriter.Text(extent)}";
        if (loop.DependsOn is { } depends) attributes += $", sim.waits_for = {MlirWriter.Texts([depends.First, depends.Stride, depends.Count])}";
        writer.Close($"}}) {{{attributes}}} : (index, index, index) -> ()");
    }

    private void Print(Transfer transfer)
    {
        var axes = string.Join(", ", transfer.Axes.Select(Axis));
        var operands = $"%t{transfer.Tensor}, %b{transfer.Buffer}";
        var types = $"{IrPrinter.TypeOf(module.Tensors[transfer.Tensor])}, {TypeOf(transfer.Buffer)}";
        var attributes = $"accumulate = {MlirWriter.Flag(transfer.Accumulate)}, async = {MlirWriter.Flag(transfer.IsAsync)}, axes = [{axes}], " +
            $"base = {MlirWriter.Text(transfer.Base)}, direction = \"{transfer.Direction.ToString().ToLowerInvariant()}\", " +
            $"fill = {MlirWriter.Integer(unchecked((long)transfer.Fill))}";
        if (transfer.Indirect is { } indirect)
        {
            operands += $", %b{indirect.OffsetBuffer}";
            types += $", {TypeOf(indirect.OffsetBuffer)}";
            if (indirect.Limit is not null) attributes += $", limit = {MlirWriter.Text(indirect.Limit)}";
            attributes += $", offset_stride = {MlirWriter.Integer(indirect.OffsetStride)}";
        }

        attributes += $", origin = {MlirWriter.Texts(transfer.Origin)}, slot = {MlirWriter.Text(transfer.Slot)}, " +
            $"subtile = {MlirWriter.Integers(transfer.Subtile)}, tag = {MlirWriter.Integer(transfer.Tag)}";
        writer.Line($"\"sim.transfer\"({operands}) {{{attributes}}} : ({types}) -> ()");
    }

    private static string Axis(TransferAxis axis)
    {
        var text = $"axis = {MlirWriter.Integer(axis.BufferAxis)}, extent = {MlirWriter.Integer(axis.Extent)}";
        if (axis.High is not null) text += $", high = {MlirWriter.Text(axis.High)}";
        if (axis.Low is not null) text += $", low = {MlirWriter.Text(axis.Low)}";
        return $"{{{text}, step = {MlirWriter.Integer(axis.BufferStep)}, stride = {MlirWriter.Text(axis.DramStride)}}}";
    }

    private static string Operand(MatrixOperand operand) =>
        $"{{column_axis = {MlirWriter.Integer(operand.ColumnAxis)}, origin = {MlirWriter.Texts(operand.Origin)}, " +
        $"row_axis = {MlirWriter.Integer(operand.RowAxis)}, row_step = {MlirWriter.Integer(operand.RowStep)}}}";

    private string TypeOf(int buffer) => IrPrinter.TypeOf(kernel.Buffers[buffer]);
}

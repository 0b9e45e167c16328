using System.Globalization;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>
/// Prints a module as generic-form MLIR: a builtin.module of sizes and tensors (sim.size, sim.tensor) and one func.func for each kernel, in
/// which buffers are memref.alloc, loops scf.for, and everything else operations of the unregistered dialect sim. Index expressions are
/// string attributes in terms of sizes and loop variables. <see cref="IrParser"/> reads it back to the same module.
/// </summary>
public static class IrPrinter
{
    public static string Print(Module module)
    {
        var writer = new MlirWriter();
        writer.Open("\"builtin.module\"() ({");
        foreach (var size in module.Sizes)
            writer.Line($"\"sim.size\"() {{name = {MlirWriter.Text(size.Name)}, {RangeText.Of(size)}}} : () -> ()");
        foreach (var tensor in module.Tensors) Print(tensor, writer);
        foreach (var kernel in module.Kernels) Print(module, kernel, writer);
        var machine = module.Machine;
        var facts = $"lanes = {MlirWriter.Integer(machine.Lanes)}, spad_bytes_per_lane = {MlirWriter.Integer(machine.SpadBytesPerLane)}, " +
            $"vector_bits = {MlirWriter.Integer(machine.VectorBits)}" +
            (machine.RowElements > 1 ? $", row_elements = {MlirWriter.Integer(machine.RowElements)}" : "");
        writer.Close($"}}) {{sim.machine = {{{facts}}}, sim.name = {MlirWriter.Text(module.Name)}}} : () -> ()");
        return writer.ToString();
    }

    private static void Print(TensorDecl tensor, MlirWriter writer)
    {
        var role = tensor.Role.ToString().ToLowerInvariant();
        writer.Line($"\"sim.tensor\"() {{name = {MlirWriter.Text(tensor.Name)}, role = \"{role}\", " +
            $"shape = {MlirWriter.Texts(tensor.Shape)}, type = \"{tensor.Type.Name()}\"}} : () -> ()");
    }

    private static void Print(Module module, Kernel kernel, MlirWriter writer)
    {
        var types = module.Tensors.Select(TypeOf).ToArray();
        writer.Open($"\"func.func\"() <{{function_type = ({string.Join(", ", types)}) -> (), sym_name = {MlirWriter.Text(kernel.Name)}}}> ({{");
        if (types.Length > 0) writer.Line($"^bb0({string.Join(", ", types.Select((type, id) => $"%t{id}: {type}"))}):");
        foreach (var buffer in kernel.Buffers) Print(buffer, writer);
        new StatementPrinter(module, kernel, writer).Print(kernel.Body);
        writer.Line("\"func.return\"() : () -> ()");
        var notes = string.Join(", ", kernel.Notes.Select(n => $"[{MlirWriter.Text(n.Key)}, {MlirWriter.Text(n.Value)}]"));
        writer.Close($"}}) {{sim.depends_on = {MlirWriter.Integers(kernel.DependsOn)}, sim.notes = [{notes}], " +
            $"sim.tags = {MlirWriter.Integer(kernel.Tags)}}} : () -> ()");
    }

    private static void Print(SpadBuffer buffer, MlirWriter writer) =>
        writer.Line($"%b{buffer.Id} = \"memref.alloc\"() <{{operandSegmentSizes = array<i32: 0, 0>}}> " +
            $"{{sim.lane_axis = {MlirWriter.Integer(buffer.LaneAxis)}, sim.lane_stride = {MlirWriter.Integer(buffer.LaneStride)}, " +
            $"sim.name = {MlirWriter.Text(buffer.Name)}, sim.role = \"{buffer.Role.ToString().ToLowerInvariant()}\", " +
            $"sim.shape = {MlirWriter.Integers(buffer.Shape)}, sim.type = \"{buffer.Type.Name()}\"}} : () -> {TypeOf(buffer)}");

    internal static string TypeOf(TensorDecl tensor) =>
        MlirWriter.Memref(tensor.Type, tensor.Shape.Select(e => e.TryConstant(out var extent) && extent >= 0 ? Decimal(extent) : "?"));

    internal static string TypeOf(SpadBuffer buffer) => MlirWriter.Memref(buffer.Type, buffer.Shape.Select(Decimal));

    private static string Decimal(long value) => value.ToString(CultureInfo.InvariantCulture);
}

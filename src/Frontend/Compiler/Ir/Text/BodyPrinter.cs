using System.Globalization;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>Prints a computation: a sim.compute with its body as a region, arithmetic in arith where that has it.</summary>
internal sealed class BodyPrinter(Kernel kernel, MlirWriter writer)
{
    public void Print(Compute compute)
    {
        writer.Open("\"sim.compute\"() ({");
        for (var p = 0; p < compute.Body.Length; p++) writer.Line(Operation(compute, p));
        writer.Line("\"sim.yield\"() : () -> ()");
        writer.Close($"}}) {{extents = {MlirWriter.Integers(compute.Extents)}, id = {MlirWriter.Integer(compute.Id)}, " +
            $"lane_axis = {MlirWriter.Integer(compute.LaneAxis)}, lane_stride = {MlirWriter.Integer(compute.LaneStride)}, " +
            $"name = {MlirWriter.Text(compute.Name)}, unit = \"{compute.Unit.ToString().ToLowerInvariant()}\"}} : () -> ()");
    }

    /// <summary>Name in arith of an operation on floats or signless integers; null: it has none with the same meaning.</summary>
    internal static string? Arith(BinaryKind kind, ElementType type)
    {
        if (!type.IsFloat() && !type.IsSigned()) return null;
        var name = kind switch { BinaryKind.Add => "add", BinaryKind.Sub => "sub", BinaryKind.Mul => "mul", _ => null };
        return name is null ? null : $"arith.{name}{(type.IsFloat() ? 'f' : 'i')}";
    }

    private string Operation(Compute compute, int p)
    {
        var op = compute.Body[p];
        var type = MlirWriter.Type(op.Type);
        string Of(int operand) => MlirWriter.Type(compute.Body[operand].Type);
        return op switch
        {
            VectorLoad load => $"%v{p} = \"sim.read\"(%b{load.Map.Buffer}) {{{Map(load.Map)}}} : ({BufferType(load.Map)}) -> {type}",
            VectorConstant constant => $"%v{p} = \"sim.constant\"() {{float = \"{Decimal(constant.Float)}\", " +
                $"integer = {MlirWriter.Integer(constant.Integer)}}} : () -> {type}",
            VectorIndex index => $"%v{p} = \"sim.coordinate\"() {{axis = {MlirWriter.Integer(index.Axis)}, base = {MlirWriter.Text(index.Base)}}}" +
                $" : () -> {type}",
            VectorUnary unary => $"%v{p} = \"sim.unary\"(%v{unary.Operand}) {{kind = \"{unary.Kind}\"}} : ({Of(unary.Operand)}) -> {type}",
            VectorBinary binary => Binary(compute, p, binary),
            VectorSelect select => $"%v{p} = \"arith.select\"(%v{select.Condition}, %v{select.Then}, %v{select.Otherwise})" +
                $" : ({Of(select.Condition)}, {Of(select.Then)}, {Of(select.Otherwise)}) -> {type}",
            VectorCast cast => $"%v{p} = \"sim.cast\"(%v{cast.Operand}) {{bits = {MlirWriter.Flag(cast.Bits)}}} : ({Of(cast.Operand)}) -> {type}",
            VectorStore { Predicate: < 0 } store =>
                $"\"sim.write\"(%v{store.Value}, %b{store.Map.Buffer}) {{{Map(store.Map)}}} : ({type}, {BufferType(store.Map)}) -> ()",
            VectorStore store => $"\"sim.write\"(%v{store.Value}, %b{store.Map.Buffer}, %v{store.Predicate}) {{{Map(store.Map)}}}" +
                $" : ({type}, {BufferType(store.Map)}, {Of(store.Predicate)}) -> ()",
            VectorReduce reduce => $"\"sim.reduce\"(%v{reduce.Value}, %b{reduce.Map.Buffer}) {{{Map(reduce.Map)}, kind = \"{reduce.Kind}\"}}" +
                $" : ({type}, {BufferType(reduce.Map)}) -> ()",
            _ => throw new NotSupportedException($"no text form of {op.GetType().Name}"),
        };
    }

    private static string Binary(Compute compute, int p, VectorBinary binary)
    {
        var (left, right) = (compute.Body[binary.Left].Type, compute.Body[binary.Right].Type);
        var plain = left == binary.Type && right == binary.Type ? Arith(binary.Kind, binary.Type) : null;
        var attributes = plain is null ? $" {{kind = \"{binary.Kind}\"}}" : "";
        return $"%v{p} = \"{plain ?? "sim.binary"}\"(%v{binary.Left}, %v{binary.Right}){attributes}" +
            $" : ({MlirWriter.Type(left)}, {MlirWriter.Type(right)}) -> {MlirWriter.Type(binary.Type)}";
    }

    private static string Map(BufferMap map) => $"axes = {MlirWriter.Integers(map.Axes)}, origin = {MlirWriter.Texts(map.Origin)}";

    private string BufferType(BufferMap map) => IrPrinter.TypeOf(kernel.Buffers[map.Buffer]);

    private static string Decimal(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using System.Globalization;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>Reads the body of a computation.</summary>
internal sealed class BodyReader(KernelValues values, IndexScope names)
{
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    public ImmutableArray<VectorOp> Read(IReadOnlyList<MlirOperation> operations)
    {
        var body = ImmutableArray.CreateBuilder<VectorOp>();
        foreach (var operation in operations)
        {
            if (operation.Name == "sim.yield") continue;
            body.Add(Read(operation));
            if (operation.Result is { } result && !_positions.TryAdd(result, body.Count - 1)) throw operation.Fail($"%{result} exists already");
        }

        return body.ToImmutable();
    }

    private VectorOp Read(MlirOperation o)
    {
        switch (o.Name)
        {
            case "sim.read": return new VectorLoad(Result(o), Map(o, 0));
            case "sim.constant": return Constant(o);
            case "sim.coordinate": return new VectorIndex(Result(o), names.Attribute(o, "base"), Axis(o, o.Integer("axis")));
            case "sim.unary": return new VectorUnary(Result(o), TextEnum.Of<UnaryKind>(o, "kind"), Value(o, 0));
            case "sim.binary": return new VectorBinary(Result(o), TextEnum.Of<BinaryKind>(o, "kind"), Value(o, 0), Value(o, 1));
            case "arith.select": return new VectorSelect(Result(o), Value(o, 0), Value(o, 1), Value(o, 2));
            case "sim.cast": return new VectorCast(Result(o), Value(o, 0), o.Flag("bits"));
            case "sim.write": return new VectorStore(OperandType(o), Map(o, 1), Value(o, 0), o.Operands.Count > 2 ? Value(o, 2) : -1);
            case "sim.reduce": return new VectorReduce(OperandType(o), TextEnum.Of<ReduceKind>(o, "kind"), Map(o, 1), Value(o, 0));
        }

        foreach (var kind in new[] { BinaryKind.Add, BinaryKind.Sub, BinaryKind.Mul })
            if (o.ResultTypes.Count == 1 && BodyPrinter.Arith(kind, Result(o)) == o.Name) return new VectorBinary(Result(o), kind, Value(o, 0), Value(o, 1));
        throw o.Fail("is not an operation of a computation's body");
    }

    private static VectorConstant Constant(MlirOperation o)
    {
        var text = o.Text("float");
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) throw o.Fail($"'{text}' is not a number");
        return new VectorConstant(Result(o), value, o.Integer("integer"));
    }

    private BufferMap Map(MlirOperation o, int operand)
    {
        var axes = o.Integers("axes").Select(a => Axis(o, a));
        return new BufferMap(values.Buffer(o, operand), [.. axes], [.. names.List(o, "origin")]);
    }

    private static int Axis(MlirOperation o, long axis) =>
        axis is >= -1 and < 1024 ? (int)axis : throw o.Fail($"{axis} is not an axis of the iteration space, nor -1");

    private int Value(MlirOperation o, int operand) => _positions.TryGetValue(o.Operand(operand), out var position)
        ? position
        : throw o.Fail($"operand {operand} (%{o.Operand(operand)}) is not an earlier value of this body");

    private static ElementType Result(MlirOperation o) =>
        o.ResultTypes.Count == 1 ? TextEnum.Mlir(o, o.ResultTypes[0]) : throw o.Fail("one result expected");

    private static ElementType OperandType(MlirOperation o) =>
        o.OperandTypes.Count > 0 ? TextEnum.Mlir(o, o.OperandTypes[0]) : throw o.Fail("has no operands");
}

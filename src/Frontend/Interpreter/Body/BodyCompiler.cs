using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>Makes the operations of a body ready to run on rows.</summary>
internal sealed class BodyCompiler
{
    private readonly Compute _compute;
    private readonly Kernel _kernel;
    private readonly RowCursor _rows;
    private readonly IndexSlots _slots;
    private readonly Registers _registers;
    private readonly Value?[] _values;
    private readonly int[] _lastUse;

    public BodyCompiler(Compute compute, Kernel kernel, RowCursor rows, IndexSlots slots)
    {
        (_compute, _kernel, _rows, _slots) = (compute, kernel, rows, slots);
        _registers = new Registers(rows.Points);
        _values = new Value?[compute.Body.Length];
        _lastUse = new int[compute.Body.Length];
        for (var p = 0; p < compute.Body.Length; p++)
            foreach (var operand in OperandsOf(compute.Body[p])) if (operand >= 0 && operand < p) _lastUse[operand] = p;
    }

    public List<PointMap> Maps { get; } = [];

    public List<RowOperation> Operations { get; } = [];

    /// <summary>Positions of the values that an operation reads (-1: none).</summary>
    public static IEnumerable<int> OperandsOf(VectorOp op) => op switch
    {
        VectorUnary unary => [unary.Operand],
        VectorBinary binary => [binary.Left, binary.Right],
        VectorSelect select => [select.Condition, select.Then, select.Otherwise],
        VectorCast cast => [cast.Operand],
        VectorStore store => [store.Value, store.Predicate],
        VectorReduce reduce => [reduce.Value],
        _ => [],
    };

    public void Compile()
    {
        for (var p = 0; p < _compute.Body.Length; p++)
        {
            var operation = Operation(p, _compute.Body[p]) ?? throw Fail(p, "does not exist for the types of its operands");
            if (operation is not Nothing) Operations.Add(operation);
            foreach (var operand in OperandsOf(_compute.Body[p]).Distinct())
                if (operand >= 0 && _lastUse[operand] == p && _compute.Body[operand] is not VectorConstant) _registers.Release(_values[operand]!);
        }
    }

    private RowOperation? Operation(int p, VectorOp op) => op switch
    {
        VectorConstant constant => Constant(p, constant),
        VectorLoad load => Load(p, load),
        VectorIndex index => Index(p, index),
        VectorUnary unary => Unary(p, unary),
        VectorBinary binary => BinaryCompiler.Of(binary.Kind, Of(p, binary.Left), Of(p, binary.Right), Result(p, op)),
        VectorSelect select => Select(p, select),
        VectorCast cast => CastCompiler.Of(Of(p, cast.Operand), Result(p, op), cast.Bits),
        VectorStore store => Store(p, store),
        VectorReduce reduce => Reduce(p, reduce),
        _ => null,
    };

    private RowOperation Constant(int p, VectorConstant constant)
    {
        switch (_values[p] = new Registers(_rows.Points).Take(constant.Type))
        {
            case Value<float> floats: Array.Fill(floats.Data, (float)Rounding.ToType(constant.Type, constant.Float)); break;
            case Value<double> doubles: Array.Fill(doubles.Data, constant.Float); break;
            case Value<long> longs: Array.Fill(longs.Data, Rounding.Wrap(constant.Type, constant.Integer)); break;
        }

        return new Nothing();
    }

    private RowOperation? Load(int p, VectorLoad load)
    {
        var map = Map(p, load.Map, load.Type);
        return Result(p, load) switch
        {
            Value<float> floats => new LoadOperation<float>(map, load.Map.Buffer, floats.Data),
            Value<double> doubles => new LoadOperation<double>(map, load.Map.Buffer, doubles.Data),
            Value<long> longs => new LoadOperation<long>(map, load.Map.Buffer, longs.Data),
            _ => null,
        };
    }

    private RowOperation? Index(int p, VectorIndex index)
    {
        if (index.Axis >= _rows.Extents.Length) throw Fail(p, $"has axis {index.Axis} of {_rows.Extents.Length}");
        return Result(p, index) is Value<long> result
            ? new IndexOperation(IndexProgram.Of(index.Base, _slots), index.Axis, _rows, result.Data, BinaryCompiler.RoundTo<long>(index.Type))
            : null;
    }

    private RowOperation? Unary(int p, VectorUnary unary)
    {
        var operand = Of(p, unary.Operand);
        var result = Result(p, unary);
        if (unary.Kind is UnaryKind.IsNan or UnaryKind.IsPositiveInfinity or UnaryKind.IsNegativeInfinity)
            return result is Value<long> flags ? Classify(unary.Kind, operand, flags.Data) : null;
        if (operand.Type != result.Type) return null;
        if (operand is Value<long> longs)
        {
            var function = IntegerFunctions.Unary(operand.Type, unary.Kind);
            return function is null ? null : new MapOperation<long, long>(longs.Data, ((Value<long>)result).Data, function);
        }

        if (unary.Kind is UnaryKind.Not or UnaryKind.BitNot) return null;
        if (unary.Type == ElementType.F32 && VectorFunction.Has(unary.Kind) && operand is Value<float> row)
            return new VectorFunction(unary.Kind, row.Data, ((Value<float>)result).Data);
        var apply = FloatFunctions.Unary(unary.Kind);
        return operand is Value<float> floats
            ? new MapOperation<float, float>(floats.Data, ((Value<float>)result).Data, FloatFunctions.Rounded(unary.Type, apply))
            : new MapOperation<double, double>(((Value<double>)operand).Data, ((Value<double>)result).Data, apply);
    }

    private static RowOperation? Classify(UnaryKind kind, Value operand, long[] result)
    {
        Func<double, bool> test = kind switch
        {
            UnaryKind.IsNan => double.IsNaN,
            UnaryKind.IsPositiveInfinity => double.IsPositiveInfinity,
            _ => double.IsNegativeInfinity,
        };
        return operand switch
        {
            Value<float> floats => new MapOperation<float, long>(floats.Data, result, x => test(x) ? 1 : 0),
            Value<double> doubles => new MapOperation<double, long>(doubles.Data, result, x => test(x) ? 1 : 0),
            _ => null,
        };
    }

    private RowOperation? Select(int p, VectorSelect select)
    {
        var (then, otherwise) = (Of(p, select.Then), Of(p, select.Otherwise));
        if (Of(p, select.Condition) is not Value<long> { Type: ElementType.Bool } condition) return null;
        if (then.Type != select.Type || otherwise.Type != select.Type) return null;
        return (then, otherwise, Result(p, select)) switch
        {
            (Value<float> a, Value<float> b, Value<float> r) => new SelectOperation<float>(condition.Data, a.Data, b.Data, r.Data),
            (Value<double> a, Value<double> b, Value<double> r) => new SelectOperation<double>(condition.Data, a.Data, b.Data, r.Data),
            (Value<long> a, Value<long> b, Value<long> r) => new SelectOperation<long>(condition.Data, a.Data, b.Data, r.Data),
            _ => null,
        };
    }

    private RowOperation? Store(int p, VectorStore store)
    {
        var value = Of(p, store.Value);
        var predicate = store.Predicate < 0 ? null : Of(p, store.Predicate) as Value<long>;
        if (value.Type != store.Type || store.Predicate >= 0 && predicate?.Type != ElementType.Bool) return null;
        var map = Map(p, store.Map, store.Type);
        return value switch
        {
            Value<float> floats => new StoreOperation<float>(map, store.Map.Buffer, floats.Data, predicate?.Data),
            Value<double> doubles => new StoreOperation<double>(map, store.Map.Buffer, doubles.Data, predicate?.Data),
            Value<long> longs => new StoreOperation<long>(map, store.Map.Buffer, longs.Data, predicate?.Data),
            _ => null,
        };
    }

    private RowOperation? Reduce(int p, VectorReduce reduce)
    {
        var value = Of(p, reduce.Value);
        if (value.Type != reduce.Type) return null;
        var (map, buffer) = (Map(p, reduce.Map, reduce.Type), reduce.Map.Buffer);
        return value switch
        {
            Value<float> floats => BinaryCompiler.Reduce(reduce.Kind, reduce.Type, map, buffer, floats.Data),
            Value<double> doubles => BinaryCompiler.Reduce(reduce.Kind, reduce.Type, map, buffer, doubles.Data),
            Value<long> longs => BinaryCompiler.Reduce(reduce.Kind, reduce.Type, map, buffer, longs.Data),
            _ => null,
        };
    }

    private PointMap Map(int p, BufferMap map, ElementType type)
    {
        if (map.Buffer < 0 || map.Buffer >= _kernel.Buffers.Length) throw Fail(p, $"names buffer {map.Buffer}, which does not exist");
        var buffer = _kernel.Buffers[map.Buffer];
        if (map.Axes.Length != buffer.Shape.Length || map.Origin.Length != buffer.Shape.Length || map.Axes.Any(a => a >= _rows.Extents.Length))
            throw Fail(p, $"has a map that does not fit the {buffer.Shape.Length} axes of buffer '{buffer.Name}' and the iteration space");
        if (buffer.Type != type) throw Fail(p, $"is {type.Name()}, but buffer '{buffer.Name}' holds {buffer.Type.Name()}");
        var points = new PointMap(_compute, map, buffer, _rows, _slots);
        Maps.Add(points);
        return points;
    }

    private Value Of(int p, int operand) =>
        operand >= 0 && operand < p && _values[operand] is { } value ? value : throw Fail(p, $"reads value {operand}, which does not exist");

    private Value Result(int p, VectorOp op) => _values[p] = _registers.Take(op.Type);

    private CompileException Fail(int p, string message)
    {
        var where = $"kernel '{_kernel.Name}', compute '{_compute.Name}'";
        return new CompileException(FunctionalCodes.Malformed, where, $"operation {p} ({_compute.Body[p].GetType().Name}) {message}");
    }

    private sealed class Nothing : RowOperation
    {
        public override void Run(WorkItemState item)
        {
        }
    }
}

using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>Row arrays for the values of a body, given back when no later operation reads them.</summary>
internal sealed class Registers(int points)
{
    private readonly Dictionary<Type, Stack<Array>> _free = [];

    public Value Take(ElementType type) => type switch
    {
        ElementType.F64 => new Value<double>(type, Take<double>()),
        _ when type.IsFloat() => new Value<float>(type, Take<float>()),
        _ => new Value<long>(type, Take<long>()),
    };

    public void Release(Value value)
    {
        Array data = value switch
        {
            Value<float> floats => floats.Data,
            Value<double> doubles => doubles.Data,
            _ => ((Value<long>)value).Data,
        };
        Of(data.GetType().GetElementType()!).Push(data);
    }

    private T[] Take<T>() => Of(typeof(T)).TryPop(out var data) ? (T[])data : new T[points];

    private Stack<Array> Of(Type type)
    {
        if (!_free.TryGetValue(type, out var free)) _free[type] = free = new Stack<Array>();
        return free;
    }
}

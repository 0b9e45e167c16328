using ActorSim.Frontend.Ir;

namespace ActorSim.Frontend.Functional.Data;

/// <summary>A tensor while the program runs.</summary>
internal abstract class DramTensor(TensorDecl declaration, long[] shape)
{
    public TensorDecl Declaration => declaration;

    public long[] Shape => shape;

    public long Elements { get; } = TensorData.CountOf(shape);

    /// <summary>Per element whether anything wrote it; null: the caller gave all of them.</summary>
    public byte[]? Written { get; protected init; }

    public static DramTensor Create(TensorDecl declaration, long[] shape, TensorData? given) => declaration.Type switch
    {
        ElementType.F64 => new DramTensor<double>(declaration, shape, given),
        _ when declaration.Type.IsFloat() => new DramTensor<float>(declaration, shape, given),
        _ => new DramTensor<long>(declaration, shape, given),
    };

    public abstract TensorData ToData();
}

/// <summary>The contents of a tensor as values of the class its element type is kept in.</summary>
internal sealed class DramTensor<T> : DramTensor
    where T : unmanaged
{
    public DramTensor(TensorDecl declaration, long[] shape, TensorData? given)
        : base(declaration, shape)
    {
        Values = new T[Elements];
        if (given is not null) ElementCodec.Decode(declaration.Type, given.Bytes, Values);
        else Written = new byte[Elements];
    }

    public T[] Values { get; }

    public override TensorData ToData()
    {
        var data = TensorData.Zeros(Declaration.Type, Shape);
        ElementCodec.Encode(Declaration.Type, Values, data.Bytes);
        return data;
    }
}

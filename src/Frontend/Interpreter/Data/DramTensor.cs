using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Interpreter.Data;

/// <summary>A tensor while the program runs. It takes memory from its first use on, until it is released.</summary>
internal abstract class DramTensor(TensorDecl declaration, long[] shape)
{
    public TensorDecl Declaration => declaration;

    public long[] Shape => shape;

    public long Elements { get; } = TensorData.CountOf(shape);

    /// <summary>Per element whether anything wrote it; null: the caller gave all of them.</summary>
    public abstract byte[]? Written { get; }

    public static DramTensor Create(TensorDecl declaration, long[] shape, TensorData? given) => declaration.Type switch
    {
        ElementType.F64 => new DramTensor<double>(declaration, shape, given),
        _ when declaration.Type.IsFloat() => new DramTensor<float>(declaration, shape, given),
        _ => new DramTensor<long>(declaration, shape, given),
    };

    /// <summary>Bytes of memory that it takes now, but for what the caller gave.</summary>
    public abstract long HeldBytes { get; }

    public abstract TensorData ToData();

    /// <summary>Gives the memory back: nobody will ask for an element again.</summary>
    public abstract void Release();
}

/// <summary>The contents of a tensor as values of the class its element type is kept in.</summary>
internal sealed class DramTensor<T>(TensorDecl declaration, long[] shape, TensorData? given) : DramTensor(declaration, shape)
    where T : unmanaged
{
    private readonly Lock _making = new();
    private readonly bool _isGiven = given is not null;
    private readonly bool _isShared = given is not null && declaration.Type.IsKeptAsGiven();
    private TensorData? _given = given;
    private byte[]? _written;
    private T[]? _values;

    public override byte[]? Written => _isGiven ? null : _written ?? Make(ref _written, () => new byte[Elements]);

    /// <summary>To be read: the caller's own bytes where they are what is computed with.</summary>
    public ReadOnlySpan<T> Values => _values is null && _isShared ? MemoryMarshal.Cast<byte, T>(_given!.Bytes) : Writable;

    /// <summary>To be written; never the caller's.</summary>
    public Span<T> Writable => _values ?? Make(ref _values, Fill);

    public override long HeldBytes => (_values is null ? 0 : Elements * Unsafe.SizeOf<T>()) + (_written is null ? 0 : Elements);

    public override TensorData ToData()
    {
        var data = TensorData.Zeros(Declaration.Type, Shape);
        ElementCodec.Encode(Declaration.Type, Values, (Span<byte>)data.Bytes);
        return data;
    }

    public override void Release() => (_values, _written, _given) = (null, null, null);

    // Work-items on several threads may be the first at once.
    private TArray Make<TArray>(ref TArray? place, Func<TArray> make)
        where TArray : class
    {
        lock (_making)
        {
            var made = place ?? make();
            Volatile.Write(ref place, made);
            return made;
        }
    }

    private T[] Fill()
    {
        var values = new T[Elements];
        if (_given is not null) ElementCodec.Decode(Declaration.Type, _given.Bytes, values);
        return values;
    }
}

using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Interpreter.Data;

/// <summary>
/// A scratchpad buffer of the running work-item. Element (lane, local address) lies at local * lanes + lane, so that a row spread over
/// the lanes is contiguous. Every element has a state: never written, ready, or filled by an asynchronous load that is still in flight.
/// </summary>
internal abstract class Bank
{
    public const ushort NeverWritten = 0;
    public const ushort Ready = 1;
    public const ushort FirstPending = 2;

    private readonly ScratchArrays _arrays;

    protected Bank(SpadBuffer buffer, int lanes, ScratchArrays arrays)
    {
        (Buffer, _arrays) = (buffer, arrays);
        Lanes = buffer.LaneAxis < 0 ? 1 : lanes;
        var strides = buffer.LocalStrides(lanes);
        Offsets = new int[buffer.Shape.Length][];
        for (var axis = 0; axis < Offsets.Length; axis++) Offsets[axis] = OffsetsOf(axis, strides[axis]);
        Length = checked((int)(buffer.BytesPerLane(lanes) / buffer.Type.Bytes() * Lanes));
        State = arrays.Take<ushort>(Length);
    }

    public SpadBuffer Buffer { get; }

    /// <summary>Lanes it is spread over: 1 for a buffer without lane axis.</summary>
    public int Lanes { get; }

    public int Length { get; }

    /// <summary>Of <see cref="Length"/> elements or more.</summary>
    public ushort[] State { get; }

    /// <summary>What index i of an axis adds to the place of an element: Offsets[axis][i].</summary>
    public int[][] Offsets { get; }

    public static Bank Create(SpadBuffer buffer, int lanes, ScratchArrays arrays) => buffer.Type switch
    {
        ElementType.F64 => new Bank<double>(buffer, lanes, arrays),
        _ when buffer.Type.IsFloat() => new Bank<float>(buffer, lanes, arrays),
        _ => new Bank<long>(buffer, lanes, arrays),
    };

    /// <summary>Gives the arrays back: nobody will use the bank again.</summary>
    public virtual void Release() => _arrays.Return(State);

    public int LaneOf(long index) => (int)(index / Buffer.LaneStride % Lanes);

    public void Clear() => Array.Clear(State, 0, Length);

    private int[] OffsetsOf(int axis, long stride)
    {
        var offsets = new int[Buffer.Shape[axis]];
        var v = Buffer.LaneStride;
        for (long i = 0; i < offsets.Length; i++)
        {
            offsets[i] = axis == Buffer.LaneAxis
                ? checked((int)((i / (Lanes * v) * v + i % v) * stride * Lanes + i / v % Lanes))
                : checked((int)(i * stride * Lanes));
        }

        return offsets;
    }
}

/// <summary>A bank with its values.</summary>
internal sealed class Bank<T>(SpadBuffer buffer, int lanes, ScratchArrays arrays) : Bank(buffer, lanes, arrays)
    where T : unmanaged
{
    private readonly ScratchArrays _arrays = arrays;
    private T[]? _values;

    /// <summary>Of <see cref="Bank.Length"/> elements or more; what its state does not say to be there is left over from others.</summary>
    public T[] Values => _values ??= _arrays.Take<T>(Length);

    public override void Release()
    {
        base.Release();
        if (_values is not null) _arrays.Return(_values);
    }
}

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

    protected Bank(SpadBuffer buffer, int lanes)
    {
        Buffer = buffer;
        Lanes = buffer.LaneAxis < 0 ? 1 : lanes;
        var strides = buffer.LocalStrides(lanes);
        Offsets = new int[buffer.Shape.Length][];
        for (var axis = 0; axis < Offsets.Length; axis++) Offsets[axis] = OffsetsOf(axis, strides[axis]);
        Length = checked((int)(buffer.BytesPerLane(lanes) / buffer.Type.Bytes() * Lanes));
        State = new ushort[Length];
    }

    public SpadBuffer Buffer { get; }

    /// <summary>Lanes it is spread over: 1 for a buffer without lane axis.</summary>
    public int Lanes { get; }

    public int Length { get; }

    public ushort[] State { get; }

    /// <summary>What index i of an axis adds to the place of an element: Offsets[axis][i].</summary>
    public int[][] Offsets { get; }

    public static Bank Create(SpadBuffer buffer, int lanes) => buffer.Type switch
    {
        ElementType.F64 => new Bank<double>(buffer, lanes),
        _ when buffer.Type.IsFloat() => new Bank<float>(buffer, lanes),
        _ => new Bank<long>(buffer, lanes),
    };

    public int LaneOf(long index) => (int)(index / Buffer.LaneStride % Lanes);

    public void Clear() => Array.Clear(State);

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
internal sealed class Bank<T>(SpadBuffer buffer, int lanes) : Bank(buffer, lanes)
    where T : unmanaged
{
    private T[]? _values;

    public T[] Values => _values ??= new T[Length];
}

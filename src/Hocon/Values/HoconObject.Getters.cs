using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Values;

public sealed partial class HoconObject
{
    /// <summary>The value at <paramref name="path"/>.</summary>
    /// <exception cref="HoconException">There is none.</exception>
    public HoconValue Get(string path) =>
        Find(path) ?? throw new HoconException(Origin, $"key '{path}' is missing");

    /// <exception cref="HoconException">Missing, or an object or array.</exception>
    public string GetString(string path) => HoconRead.Text(Get(path), path);

    /// <exception cref="HoconException">Present, but an object or array.</exception>
    public string GetString(string path, string fallback) => Find(path) is { } value ? HoconRead.Text(value, path) : fallback;

    /// <exception cref="HoconException">Missing, not a whole number, or outside 32 bits.</exception>
    public int GetInt(string path) => HoconRead.Int(Get(path), path);

    /// <exception cref="HoconException">Present, but not a whole number of 32 bits.</exception>
    public int GetInt(string path, int fallback) => Find(path) is { } value ? HoconRead.Int(value, path) : fallback;

    /// <exception cref="HoconException">Missing, not a whole number, or outside 64 bits.</exception>
    public long GetLong(string path) => HoconRead.Long(Get(path), path);

    /// <exception cref="HoconException">Present, but not a whole number of 64 bits.</exception>
    public long GetLong(string path, long fallback) => Find(path) is { } value ? HoconRead.Long(value, path) : fallback;

    /// <exception cref="HoconException">Missing or not a finite number.</exception>
    public double GetDouble(string path) => HoconRead.Double(Get(path), path);

    /// <exception cref="HoconException">Present, but not a finite number.</exception>
    public double GetDouble(string path, double fallback) => Find(path) is { } value ? HoconRead.Double(value, path) : fallback;

    /// <summary>True, yes or on; false, no or off.</summary>
    /// <exception cref="HoconException">Missing or another text.</exception>
    public bool GetBoolean(string path) => HoconRead.Boolean(Get(path), path);

    /// <summary>As <see cref="GetBoolean(string)"/>, with a value for a missing key.</summary>
    public bool GetBoolean(string path, bool fallback) => Find(path) is { } value ? HoconRead.Boolean(value, path) : fallback;

    /// <summary>A duration such as <c>10 ms</c>; a bare number is milliseconds. TimeSpan holds multiples of 100 ns.</summary>
    /// <exception cref="HoconException">Missing, no such unit, or finer than 100 ns.</exception>
    public TimeSpan GetTimeSpan(string path) => HoconRead.TimeSpan(Get(path), path);

    /// <summary>As <see cref="GetTimeSpan(string)"/>, with a value for a missing key.</summary>
    public TimeSpan GetTimeSpan(string path, TimeSpan fallback) => Find(path) is { } value ? HoconRead.TimeSpan(value, path) : fallback;

    /// <summary>A duration in nanoseconds, exact.</summary>
    /// <exception cref="HoconException">Missing or no such unit.</exception>
    public decimal GetNanoseconds(string path) => HoconRead.Nanoseconds(Get(path), path);

    /// <summary>A size in bytes: <c>64 KiB</c> is 65536, <c>64 kB</c> is 64000, a bare number is bytes.</summary>
    /// <exception cref="HoconException">Missing, no such unit, or not a whole number of bytes.</exception>
    public long GetByteSize(string path) => HoconRead.ByteSize(Get(path), path);

    /// <summary>As <see cref="GetByteSize(string)"/>, with a value for a missing key.</summary>
    public long GetByteSize(string path, long fallback) => Find(path) is { } value ? HoconRead.ByteSize(value, path) : fallback;

    /// <exception cref="HoconException">Missing or not an object.</exception>
    public HoconObject GetObject(string path) => HoconRead.Object(Get(path), path);

    /// <summary>An array; an object with keys 0, 1, ... counts as one, as HOCON says.</summary>
    /// <exception cref="HoconException">Missing or not an array.</exception>
    public HoconArray GetArray(string path) => HoconRead.Array(Get(path), path);

    /// <exception cref="HoconException">Missing or not an array of scalars.</exception>
    public IReadOnlyList<string> GetStringList(string path) => HoconRead.List(Get(path), path, HoconRead.Text);

    /// <exception cref="HoconException">Missing or not an array of whole numbers.</exception>
    public IReadOnlyList<int> GetIntList(string path) => HoconRead.List(Get(path), path, HoconRead.Int);

    /// <exception cref="HoconException">Missing or not an array of whole numbers.</exception>
    public IReadOnlyList<long> GetLongList(string path) => HoconRead.List(Get(path), path, HoconRead.Long);

    /// <exception cref="HoconException">Missing or not an array of numbers.</exception>
    public IReadOnlyList<double> GetDoubleList(string path) => HoconRead.List(Get(path), path, HoconRead.Double);
}

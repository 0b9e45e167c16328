using System.Diagnostics.CodeAnalysis;
using ActorSim.Hocon;

namespace Akka.Configuration;

/// <summary>A resolved configuration: a thin face over <see cref="HoconObject"/>. A missing path gives the default.</summary>
public class Config
{
    public static readonly Config Empty = new(new ActorSim.Hocon.HoconObject([], default));

    private readonly ActorSim.Hocon.HoconObject _root;

    internal Config(ActorSim.Hocon.HoconObject root) => _root = root;

    public virtual bool IsEmpty => _root.IsEmpty;

    public Hocon.HoconValue Root => new(_root, "");

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>This configuration over another.</summary>
    public virtual Config WithFallback(Config? fallback) =>
        fallback is null || fallback.IsEmpty || fallback == this ? this : new Config(_root.WithFallback(fallback._root));

    public virtual bool HasPath(string path) => _root.HasPath(path);

    /// <summary>The keys of the root, in declaration order.</summary>
    public virtual IEnumerable<KeyValuePair<string, Hocon.HoconValue>> AsEnumerable()
    {
        foreach (var field in _root.Fields)
            yield return new KeyValuePair<string, Hocon.HoconValue>(field.Key, new Hocon.HoconValue(field.Value, field.Key));
    }

    /// <summary>The object at a path; null when there is none.</summary>
    public virtual Config? GetConfig(string path) =>
        Find(path) is { } value ? new Config(Read(() => HoconRead.Object(value, path))) : null;

    [return: NotNullIfNotNull(nameof(@default))]
    public virtual string? GetString(string path, string? @default = null) => Get(path, HoconRead.Text, @default);

    public virtual int GetInt(string path, int @default = 0) => Get(path, HoconRead.Int, @default);

    public virtual long GetLong(string path, long @default = 0) => Get(path, HoconRead.Long, @default);

    public virtual double GetDouble(string path, double @default = 0) => Get(path, HoconRead.Double, @default);

    public virtual bool GetBoolean(string path, bool @default = false) => Get(path, HoconRead.Boolean, @default);

    /// <summary>In bytes; null when missing.</summary>
    public virtual long? GetByteSize(string path) =>
        Find(path) is { } value ? Read(() => HoconRead.ByteSize(value, path)) : null;

    /// <summary>A bare number is milliseconds; <c>infinite</c> is <see cref="Timeout.InfiniteTimeSpan"/> if allowed.</summary>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true)
    {
        if (allowInfinite && Find(path) is HoconScalar { Text: "infinite" })
            return Timeout.InfiniteTimeSpan;
        return Get(path, HoconRead.TimeSpan, @default ?? TimeSpan.Zero);
    }

    /// <summary>Empty when missing.</summary>
    public virtual IList<string> GetStringList(string path) => List(path, HoconRead.Text);

    /// <summary>Empty when missing.</summary>
    public virtual IList<int> GetIntList(string path) => List(path, HoconRead.Int);

    /// <summary>Empty when missing.</summary>
    public virtual IList<long> GetLongList(string path) => List(path, HoconRead.Long);

    /// <summary>Empty when missing.</summary>
    public virtual IList<double> GetDoubleList(string path) => List(path, HoconRead.Double);

    public override string ToString() => _root.ToString();

    internal static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (HoconException e)
        {
            throw new ConfigurationException(e.Message, e);
        }
    }

    private ActorSim.Hocon.HoconValue? Find(string path) => Read(() => _root.Find(path));

    [return: NotNullIfNotNull(nameof(fallback))]
    private T? Get<T>(string path, Func<ActorSim.Hocon.HoconValue, string, T> read, T? fallback) =>
        Find(path) is { } value ? Read(() => read(value, path)) : fallback;

    private IList<T> List<T>(string path, Func<ActorSim.Hocon.HoconValue, string, T> read) =>
        Find(path) is { } value ? [.. Read(() => HoconRead.List(value, path, read))] : [];
}

using ActorSim.Hocon;

namespace Akka.Configuration.Hocon;

/// <summary>One value of a configuration.</summary>
public class HoconValue
{
    private readonly ActorSim.Hocon.HoconValue _value;
    private readonly string _path;

    internal HoconValue(ActorSim.Hocon.HoconValue value, string path)
    {
        _value = value;
        _path = path;
    }

    public bool IsEmpty => _value.IsNull || _value is HoconObject { IsEmpty: true };

    public bool IsArray() => _value is HoconArray;

    public bool IsObject() => _value is HoconObject;

    public bool IsString() => _value is HoconScalar;

    public string GetString() => Config.Read(() => HoconRead.Text(_value, _path));

    public int GetInt() => Config.Read(() => HoconRead.Int(_value, _path));

    public long GetLong() => Config.Read(() => HoconRead.Long(_value, _path));

    public double GetDouble() => Config.Read(() => HoconRead.Double(_value, _path));

    public bool GetBoolean() => Config.Read(() => HoconRead.Boolean(_value, _path));

    /// <summary>The elements, in order.</summary>
    public IList<HoconValue> GetArray() =>
        [.. Config.Read(() => HoconRead.Array(_value, _path)).Items.Select((item, i) => new HoconValue(item, $"{_path}[{i}]"))];

    public override string ToString() => _value.ToString() ?? "";
}

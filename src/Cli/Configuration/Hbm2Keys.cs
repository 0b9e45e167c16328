using ActorSim.Hocon;

namespace ActorSim.Cli.Configuration;

/// <summary>Whole numbers of "dram.hbm2". Remembers the key that was read last: when the value is refused, that key is at fault.</summary>
internal sealed class Hbm2Keys
{
    public const string Section = "dram.hbm2";

    private readonly HoconObject _tree;
    private string? _last;

    private Hbm2Keys(HoconObject tree) => _tree = tree;

    public int this[string key] => _tree.GetInt(_last = $"{Section}.{key}");

    /// <summary>All keys were accepted one by one; what is refused now is how they fit together.</summary>
    public void Done() => _last = null;

    /// <exception cref="HoconException">A value is out of its range, or values do not fit together.</exception>
    public static T Checked<T>(HoconObject tree, Func<Hbm2Keys, T> read)
    {
        var keys = new Hbm2Keys(tree);
        try
        {
            return read(keys);
        }
        catch (ArgumentException e)
        {
            throw new HoconException(tree.Get(keys._last ?? Section).Origin, keys.Describe(e.Message), e);
        }
    }

    // "Name = value must be in range; correct ...": the name is a property's, the user knows the key.
    private string Describe(string message)
    {
        var end = message.IndexOf(';', StringComparison.Ordinal);
        var text = end < 0 ? message : message[..end];
        var equals = text.IndexOf(" = ", StringComparison.Ordinal);
        return _last is { } key && equals >= 0 ? key + text[equals..] : text;
    }
}

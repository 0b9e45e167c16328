using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Configuration;

/// <summary>Values of "dram.hbm2" or "dram.standard". Remembers the key that was read last: when the value is refused, that key is at fault.</summary>
internal sealed class Hbm2Keys
{
    public const string Section = "dram.hbm2";

    private readonly HoconObject _tree;
    private readonly string _section;
    private string? _last;

    private Hbm2Keys(HoconObject tree, string section) => (_tree, _section) = (tree, section);

    public int this[string key] => _tree.GetInt(_last = $"{_section}.{key}");

    /// <summary>A text; the object that takes it judges it.</summary>
    public string Text(string key) => _tree.GetString(_last = $"{_section}.{key}");

    /// <summary>All keys were accepted one by one; what is refused now is how they fit together.</summary>
    public void Done() => _last = null;

    /// <exception cref="HoconException">A value is out of its range, or values do not fit together.</exception>
    public static T Checked<T>(HoconObject tree, Func<Hbm2Keys, T> read, string section = Section)
    {
        var keys = new Hbm2Keys(tree, section);
        try
        {
            return read(keys);
        }
        catch (ArgumentException e)
        {
            throw new HoconException(tree.Get(keys._last ?? section).Origin, keys.Describe(e.Message), e);
        }
    }

    // "Name = value must be in range; correct ...": the name is a property's, the user knows the key.
    private string Describe(string message)
    {
        var end = message.IndexOf(';', StringComparison.Ordinal);
        var text = end < 0 ? message : message[..end];
        var equals = text.IndexOf(" = ", StringComparison.Ordinal);
        return _last is { } key && equals >= 0 && !text[..equals].Contains(' ', StringComparison.Ordinal) ? key + text[equals..] : text;
    }
}

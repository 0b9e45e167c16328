namespace ActorSim.Cli.Timeline;

/// <summary>Values that counters had before a window, until they are known to be needed.</summary>
internal sealed class CountersBefore
{
    private readonly OrderedDictionary<(int Process, string Name), (string Unit, decimal Value)> _values = [];

    public void Set(int process, string name, string unit, decimal value) => _values[(process, name)] = (unit, value);

    /// <summary>The value, which is forgotten; null if there is none.</summary>
    public decimal? Take(int process, string name) => _values.Remove((process, name), out var value) ? value.Value : null;

    /// <summary>Those that nobody took.</summary>
    public IEnumerable<(int Process, string Name, string Unit, decimal Value)> TakeAll() =>
        _values.Select(v => (v.Key.Process, v.Key.Name, v.Value.Unit, v.Value.Value));
}

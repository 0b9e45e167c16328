namespace ActorSim.Kernel.Stats;

/// <summary>The numbers of one unit of the machine, in the order of declaration, and the laws that tie them.</summary>
public sealed class StatSection
{
    private readonly List<IStat> _stats = [];
    private readonly List<ConservationLaw> _laws = [];

    internal StatSection(string name) => Name = name;

    public string Name { get; }

    public IReadOnlyList<IStat> Stats => _stats;

    public IReadOnlyList<ConservationLaw> Laws => _laws;

    /// <exception cref="ArgumentException">The section has a number of this name already.</exception>
    public Stat<TUnit> Add<TUnit>(string name, long value, string definition)
        where TUnit : IUnit
    {
        if (_stats.Exists(s => s.Name == name))
        {
            throw new ArgumentException($"'{Name}' has two numbers named '{name}'", nameof(name));
        }

        var stat = new Stat<TUnit>(name, value, definition);
        _stats.Add(stat);
        return stat;
    }

    /// <summary>Declares that <paramref name="parts"/> add up to <paramref name="total"/>.</summary>
    public void Conserve<TUnit>(Stat<TUnit> total, params Stat<TUnit>[] parts)
        where TUnit : IUnit => _laws.Add(new ConservationLaw(Name, total, parts, isBound: false));

    /// <summary>Declares that <paramref name="parts"/> together are at most <paramref name="total"/>.</summary>
    public void Bound<TUnit>(Stat<TUnit> total, params Stat<TUnit>[] parts)
        where TUnit : IUnit => _laws.Add(new ConservationLaw(Name, total, parts, isBound: true));
}

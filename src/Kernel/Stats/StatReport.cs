namespace ActorSim.Kernel.Stats;

/// <summary>All numbers of a run: sections in the order in which they were first asked for.</summary>
public sealed class StatReport
{
    private readonly List<StatSection> _sections = [];
    private readonly Dictionary<string, StatSection> _byName = new(StringComparer.Ordinal);

    public IReadOnlyList<StatSection> Sections => _sections;

    /// <summary>The section of this name, new at the end if there is none.</summary>
    public StatSection Section(string name)
    {
        if (!_byName.TryGetValue(name, out var section))
        {
            section = new StatSection(name);
            _byName.Add(name, section);
            _sections.Add(section);
        }

        return section;
    }

    /// <summary>The laws that do not hold, in words; empty when all do.</summary>
    public IReadOnlyList<string> Violations() =>
        _sections.SelectMany(s => s.Laws).Select(l => l.Violation()).OfType<string>().ToArray();

    /// <exception cref="ConservationException">A law does not hold; the message lists all that do not.</exception>
    public void Verify()
    {
        var violations = Violations();
        if (violations.Count > 0)
        {
            throw new ConservationException(violations);
        }
    }
}

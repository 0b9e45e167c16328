using System.Globalization;

namespace ActorSim.Kernel.Stats;

/// <summary>Parts that add up to a total (busy + stall + idle = total), or are bounded by it (busy &lt;= total).</summary>
public sealed class ConservationLaw
{
    private readonly string _section;
    private readonly IStat _total;
    private readonly IReadOnlyList<IStat> _parts;
    private readonly bool _isBound;

    internal ConservationLaw(string section, IStat total, IReadOnlyList<IStat> parts, bool isBound)
    {
        _section = section;
        _total = total;
        _parts = parts;
        _isBound = isBound;
    }

    /// <summary>The broken law in words and numbers; null when it holds.</summary>
    public string? Violation()
    {
        long sum = 0;
        foreach (var part in _parts)
        {
            sum += part.Value;
        }

        return sum == _total.Value || (_isBound && sum < _total.Value) ? null : string.Create(CultureInfo.InvariantCulture,
            $"{_section}: {string.Join(" + ", _parts.Select(Describe))} = {sum}, but {Describe(_total)}");
    }

    private static string Describe(IStat stat) =>
        string.Create(CultureInfo.InvariantCulture, $"{stat.Name} {stat.Value} {stat.Unit}").TrimEnd();
}

/// <summary>The numbers of a report contradict each other: a defect of the model that counted them.</summary>
public sealed class ConservationException(IReadOnlyList<string> violations)
    : Exception("the report contradicts itself: " + string.Join("; ", violations))
{
    public IReadOnlyList<string> Violations { get; } = violations;
}

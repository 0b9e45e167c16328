using System.Globalization;

namespace ActorSim.Cli.Sweeping;

/// <summary>A point with its result, seen from the first point.</summary>
/// <param name="Point">The point.</param>
/// <param name="Result">Null: an interruption left it out.</param>
/// <param name="SpeedUp">Time of the first point / time of this one; null if either has none.</param>
/// <param name="Efficiency">Speed-up / growth of the first varied key; null if that is no number above 0 or a size of the input.</param>
internal sealed record SweepRow(SweepPoint Point, SweepResult? Result, double? SpeedUp, double? Efficiency)
{
    /// <summary>Result, status of a failure, or "missing".</summary>
    public string Status => Result?.Status ?? "missing";

    public bool IsDone => Result is { IsDone: true };

    public static IReadOnlyList<SweepRow> Of(SweepPlan plan, IReadOnlyDictionary<string, SweepResult> results)
    {
        var rows = new List<SweepRow>();
        var first = results.GetValueOrDefault(plan.Points[0].Key);
        foreach (var point in plan.Points)
        {
            var result = results.GetValueOrDefault(point.Key);
            double? speedUp = first is { IsDone: true } && result is { IsDone: true } && result.Seconds > 0 ? first.Seconds / result.Seconds : null;
            rows.Add(new SweepRow(point, result, speedUp, speedUp / Growth(plan, point)));
        }

        return rows;
    }

    /// <summary>Value of the first varied key / its first value; null if it has no such ratio.</summary>
    public static double? Growth(SweepPlan plan, SweepPoint point) =>
        !plan.Axes[0].IsShape && Number(plan.Points[0].Values[0]) is { } start && Number(point.Values[0]) is { } value ? value / start : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value > 0 ? value : null;
}

namespace ActorSim.Cli.Comparing;

/// <summary>Runs beside each other: the first is what the others are compared with.</summary>
/// <param name="Reports">At least two.</param>
/// <param name="Layers">By their largest part in a difference, largest first; then in the order in which reports name them.</param>
internal sealed record Comparison(IReadOnlyList<ComparedReport> Reports, IReadOnlyList<LayerDifference> Layers)
{
    public const string RestName = "(after the last layer)";

    public ComparedReport Baseline => Reports[0];

    /// <summary>Seconds by which a run is longer than the first.</summary>
    public double Difference(int report) => Reports[report].Seconds - Baseline.Seconds;

    /// <summary>
    /// A layer is the same in two reports if its trace has the same place, its name is the same, and as many of this name came before it. A layer that a
    /// report lacks took no time there. What follows the last layer is a row of its own, so that the rows add up to the difference of the runs.
    /// </summary>
    public static Comparison Of(IReadOnlyList<ComparedReport> reports)
    {
        var order = new List<(int Trace, string Name, int Number)>();
        var found = new Dictionary<(int Trace, string Name, int Number), ComparedLayer?[]>();
        for (var r = 0; r < reports.Count; r++)
        {
            var numbers = new Dictionary<(int, string), int>();
            foreach (var layer in reports[r].Layers)
            {
                var number = numbers[(layer.Trace, layer.Name)] = numbers.GetValueOrDefault((layer.Trace, layer.Name)) + 1;
                var key = (layer.Trace, layer.Name, number);
                if (!found.TryGetValue(key, out var row))
                {
                    found[key] = row = new ComparedLayer?[reports.Count];
                    order.Add(key);
                }

                row[r] = layer;
            }
        }

        var rows = order.Select(key => Row(reports, key, found[key])).Append(Rest(reports));
        return new Comparison(reports, [.. rows.OrderByDescending(row => row.Largest)]);
    }

    private static LayerDifference Row(IReadOnlyList<ComparedReport> reports, (int Trace, string Name, int Number) key, ComparedLayer?[] layers) =>
        new(key.Trace, key.Name, key.Number, [.. layers.Select((l, r) => l is null ? null : (double?)(l.AddedCycles / reports[r].CoreHz))],
            [.. layers.Select(l => l?.BoundBy)]);

    private static LayerDifference Rest(IReadOnlyList<ComparedReport> reports) =>
        new(-1, RestName, 1, [.. reports.Select(r => (double?)(r.RestCycles / r.CoreHz))], new string?[reports.Count]);
}

/// <summary>A layer in all reports.</summary>
/// <param name="Trace">Place of its trace, from 0; -1: what follows the last layer.</param>
/// <param name="Name">Of the layer.</param>
/// <param name="Number">1 for the first of this name in its trace.</param>
/// <param name="Seconds">By which it made each run longer; null where it is missing.</param>
/// <param name="BoundBy">What held it up in each; null where it is missing.</param>
internal sealed record LayerDifference(int Trace, string Name, int Number, IReadOnlyList<double?> Seconds, IReadOnlyList<string?> BoundBy)
{
    /// <summary>Part of the difference of a run to the first, in seconds: above 0 where the layer takes longer than there.</summary>
    public double Difference(int report) => (Seconds[report] ?? 0) - (Seconds[0] ?? 0);

    public double Largest => Enumerable.Range(1, Seconds.Count - 1).Max(r => Math.Abs(Difference(r)));

    public string Label => Number == 1 ? Name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name} ({Number})");
}

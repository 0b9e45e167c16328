namespace ActorSim.Cli.Output;

/// <summary>A table of texts; the first column is left-aligned, the others are numbers.</summary>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows);

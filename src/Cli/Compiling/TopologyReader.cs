using System.Globalization;
using ActorSim.Cli.Errors;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Compiling;

/// <summary>A layer of a topology, as an operator takes it. Sizes are 1 or more.</summary>
/// <param name="Name">Each once.</param>
/// <param name="InputShape">1 x channels x height x width, or M x K.</param>
/// <param name="WeightShape">filters x channels x height x width, or K x N.</param>
/// <param name="Stride">Of a convolution; null: a product.</param>
internal sealed record TopologyLayer(string Name, long[] InputShape, long[] WeightShape, long? Stride)
{
    public string Input => Name + ".ifmap";

    public string Weights => Name + ".filter";

    public string Output => Name + ".ofmap";
}

/// <summary>Reads the lines of a topology.</summary>
internal static class TopologyReader
{
    private const long MostSize = 1L << 20;
    private static readonly string[] Conv = ["ifmap height", "ifmap width", "filter height", "filter width", "channels", "num filter", "strides"];
    private static readonly string[] Gemm = ["m", "n", "k"];

    /// <exception cref="InputException">A line is wrong.</exception>
    public static IReadOnlyList<TopologyLayer> Read(string path)
    {
        string[] lines;
        try
        {
            lines = InputFile.ReadText(path).Split('\n', StringSplitOptions.TrimEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot open: {IoReason.Of(e)}", e);
        }

        var columns = Columns(path, lines[0]);
        var layers = new List<TopologyLayer>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var n = 1; n < lines.Length; n++)
        {
            if (lines[n].Trim(',', ' ').Length > 0)
            {
                layers.Add(Layer($"{path}:{n + 1}", columns, Cells(lines[n]), names));
            }
        }

        return layers.Count > 0 ? layers : throw new InputException($"{path}: there are no layers below the line of names");
    }

    private static string[] Columns(string path, string line)
    {
        string[] columns = [.. Cells(line).Select(c => c.ToLowerInvariant())];
        string[][] forms = [Conv, Gemm];
        if (columns.Length > 1 && columns[0].StartsWith("layer", StringComparison.Ordinal) && forms.FirstOrDefault(f => columns.Skip(1).Take(f.Length).SequenceEqual(f)) is { } form)
        {
            return form.Length + 1 == columns.Length || columns[form.Length + 1].StartsWith("sparsity", StringComparison.Ordinal) ? form
                : throw new InputException($"{path}:1: column '{columns[form.Length + 1]}' is not known; the last one must be '{form[^1]}'");
        }

        throw new InputException($"{path}:1: is no topology of SCALE-Sim: its first line must be 'Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, "
            + "Channels, Num Filter, Strides' or 'Layer, M, N, K'");
    }

    private static string[] Cells(string line) => line.TrimEnd(',', ' ').Split(',', StringSplitOptions.TrimEntries);

    private static TopologyLayer Layer(string place, string[] columns, string[] cells, HashSet<string> names)
    {
        if (cells.Length > columns.Length + 1 && cells[columns.Length + 1] is not ("" or "1:1"))
        {
            throw new InputException($"{place}: sparsity '{cells[columns.Length + 1]}' is not modelled; give 1:1");
        }

        var sizes = columns.Select((name, c) => Size(place, name, c + 1 < cells.Length ? cells[c + 1] : "")).ToArray();
        var name = cells[0].Length > 0 ? cells[0] : "layer";
        var unique = name;
        for (var n = 2; !names.Add(unique); n++) unique = string.Create(CultureInfo.InvariantCulture, $"{name} #{n}");
        if (columns == Gemm) return new TopologyLayer(unique, [sizes[0], sizes[2]], [sizes[2], sizes[1]], null);
        return sizes[2] <= sizes[0] && sizes[3] <= sizes[1]
            ? new TopologyLayer(unique, [1, sizes[4], sizes[0], sizes[1]], [sizes[5], sizes[4], sizes[2], sizes[3]], sizes[6])
            : throw new InputException($"{place}: the filter ({sizes[2]} x {sizes[3]}) is larger than the IFMAP ({sizes[0]} x {sizes[1]}), which holds its padding");
    }

    private static long Size(string place, string column, string cell) =>
        long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= MostSize ? size
            : throw new InputException($"{place}: {column} '{cell}' must be a whole number from 1 to {MostSize}");
}

using System.Collections.Immutable;
using System.Globalization;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Models.Conformance;

/// <summary>Finds the cases of the ONNX backend suites: suite/test_name/model.onnx with test_data_set_0/input_0.pb and so on.</summary>
public static class ConformanceCases
{
    private const string ModelFile = "model.onnx";

    /// <summary>All cases below a folder (of all suites, one suite, or one case) in the order of suite and name.</summary>
    public static IReadOnlyList<ConformanceCase> Discover(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new OnnxException(directory,
                [new("", "no such folder; give the folder of the suites (node, simple, pytorch-converted, ...)")]);
        }

        var cases = Directory.EnumerateFiles(directory, ModelFile,
            new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
            .Select(Of)
            .OrderBy(c => c.Suite, StringComparer.Ordinal)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .ToArray();
        return cases.Length > 0 ? cases
            : throw new OnnxException(directory, [new("", $"holds no {ModelFile}; give the folder of the suites")]);
    }

    private static ConformanceCase Of(string model)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(model))!;
        var sets = Directory.EnumerateDirectories(folder, "test_data_set_*").OrderBy(Number).ThenBy(d => d, StringComparer.Ordinal)
            .Select(d => new ConformanceDataSet(Files(d, "input_*.pb"), Files(d, "output_*.pb")));
        return new ConformanceCase(Path.GetFileName(Path.GetDirectoryName(folder)!), Path.GetFileName(folder), model, [.. sets]);
    }

    private static ImmutableArray<string> Files(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(folder, pattern).OrderBy(Number).ThenBy(f => f, StringComparer.Ordinal)];

    // input_10 comes after input_9.
    private static int Number(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return int.TryParse(name.AsSpan(name.LastIndexOf('_') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : int.MaxValue;
    }
}

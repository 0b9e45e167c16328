using ActorSim.Frontend.Models.Conformance;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>Where the ONNX backend suites are: Debian's libonnx-testdata, or the folder that ACTORSIM_ONNX_SUITES names.</summary>
internal static class OnnxSuites
{
    public static string Root => Environment.GetEnvironmentVariable("ACTORSIM_ONNX_SUITES") ?? "/usr/share/libonnx-testdata/data";

    public static string? Missing => Directory.Exists(Path.Combine(Root, "node")) ? null
        : "the ONNX suites are not installed (apt-get install libonnx-testdata)";

    public static IReadOnlyList<ConformanceCase> Cases() => ConformanceCases.Discover(Root);
}

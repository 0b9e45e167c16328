using Xunit;

namespace ActorSim.Tests.Conformance;

/// <summary>A fact that is skipped, with the reason, where no headless Chromium is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    public BrowserFactAttribute() => Skip = Browser is null ? $"none of {string.Join(", ", Names)} is installed (tools/conformance/setup)" : null!;

    /// <summary>File of the browser; null if there is none.</summary>
    public static string? Browser { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}

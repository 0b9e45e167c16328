using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Conformance;

/// <summary>A fact that is skipped, with the reason, where a headless Chromium or axe-core is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AxeFactAttribute : FactAttribute
{
    public AxeFactAttribute() => Skip = BrowserFactAttribute.Browser is null ? "no headless Chromium is installed (tools/conformance/setup)"
        : File.Exists(Script) ? null! : "axe-core is not installed (tools/conformance/setup)";

    /// <summary>What judges a page.</summary>
    public static string Script { get; } = Path.Combine(Repository.Root, "tools", "conformance", "node_modules", "axe-core", "axe.min.js");
}

using System.Reflection;

namespace ActorSim.Cli.Output;

/// <summary>The version of this build.</summary>
internal static class VersionText
{
    /// <summary>Major.minor.patch.</summary>
    public static string Short { get; } = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);
}

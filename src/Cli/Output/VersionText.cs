using System.Reflection;

namespace ActorSim.Cli.Output;

/// <summary>The version of this build.</summary>
internal static class VersionText
{
    /// <summary>Major.minor.patch.</summary>
    public static string Short { get; } = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);

    /// <summary>With "+" and the commit that was built, where the build knew it.</summary>
    public static string Full { get; } = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}

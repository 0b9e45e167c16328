using System.CommandLine.Completions;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Configuration;

/// <summary>The keys that a system may have, as the reference lists them.</summary>
internal static class ConfigurationKeys
{
    /// <summary>Without "actorsim."; in order of the reference.</summary>
    public static IEnumerable<string> All() => Below(Presets.Reference().Root.GetObject("actorsim"), "");

    /// <summary>For options whose values are KEY=VALUE.</summary>
    public static IEnumerable<CompletionItem> Completions(CompletionContext _) => All().Select(k => new CompletionItem(k + "="));

    private static IEnumerable<string> Below(HoconObject tree, string path) =>
        tree.Fields.SelectMany(f => f.Value is HoconObject deeper && deeper.Fields.Any() ? Below(deeper, $"{path}{f.Key}.") : [path + f.Key]);
}

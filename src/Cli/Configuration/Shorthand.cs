namespace ActorSim.Cli.Configuration;

/// <summary>An option that is short for one key.</summary>
/// <param name="Option">As on the command line: "--cores".</param>
/// <param name="Key">The key, without "actorsim.".</param>
/// <param name="Value">Its value.</param>
public sealed record Shorthand(string Option, string Key, string Value)
{
    /// <summary>The whole option as given, for messages.</summary>
    public string Given { get; init; } = $"{Option} {Value}";
}

using System.CommandLine;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Cache;

namespace ActorSim.Cli.Commands.Shared;

/// <summary>Where compiled kernels are kept: --cache DIR, else actorsim/kernels in the user's cache folder.</summary>
internal sealed class CacheFolder
{
    private readonly Option<string?> _folder = Options.Text("--cache", "DIR", "Folder of compiled kernels; the user's cache by default");

    private readonly Option<bool> _none = new("--no-cache") { Description = "Neither look there nor keep anything" };

    public CacheFolder AddTo(Command command, bool optional = false)
    {
        command.Options.Add(_folder);
        if (optional)
        {
            command.Options.Add(_none);
        }

        return this;
    }

    /// <exception cref="InputException">No folder is named and the user has none.</exception>
    public PackageCache Open(ParseResult parse) => new(parse.GetValue(_folder) ?? Default() ?? throw new InputException(
        "no folder for the cache of compiled kernels: HOME and XDG_CACHE_HOME are not set; give --cache DIR"));

    /// <summary>Null if there is to be none, or no folder is named and the user has none.</summary>
    public PackageCache? OpenIfAny(ParseResult parse) =>
        !parse.GetValue(_none) && (parse.GetValue(_folder) ?? Default()) is { } folder ? new PackageCache(folder) : null;

    // Relative folders are none: where the tool happens to run is nobody's cache. Nor is one whose name is not UTF-8: another would be made.
    private static string? Default()
    {
        var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(home))
        {
            home = OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        }

        return Path.IsPathRooted(home) && (!home.Contains('\uFFFD') || Directory.Exists(home)) ? Path.Combine(home, "actorsim", "kernels") : null;
    }
}

using System.CommandLine;
using ActorSim.Cli.Commands;
using ActorSim.Frontend.Cache;

namespace ActorSim.Cli.Compiling;

/// <summary>Where compiled kernels are kept: --cache DIR, else actorsim/kernels in the user's cache folder.</summary>
internal sealed class CacheFolder
{
    private readonly Option<string?> _folder = Options.Text("--cache", "DIR", "Folder of compiled kernels; the user's cache by default");

    public CacheFolder AddTo(Command command)
    {
        command.Options.Add(_folder);
        return this;
    }

    public PackageCache Open(ParseResult parse) => new(parse.GetValue(_folder) ?? Default());

    private static string Default()
    {
        var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(home))
        {
            home = OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        }

        return Path.Combine(home, "actorsim", "kernels");
    }
}

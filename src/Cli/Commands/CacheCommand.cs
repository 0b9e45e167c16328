using System.CommandLine;
using System.Globalization;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Cache;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim cache</c>: the compiled kernels that are kept.</summary>
internal static class CacheCommand
{
    public const string Name = "cache";

    private const int ShownMisses = 20;

    public static Command Create()
    {
        var command = new Command(Name, "Show or clear the cache of compiled kernels.");
        command.Subcommands.Add(Sub("list", "Entries, hits and misses.", List));
        command.Subcommands.Add(Sub("why", "Why the latest misses were not hits.", Why));
        command.Subcommands.Add(Sub("clear", "Remove all entries and counts.", Clear));
        return command;
    }

    private static Command Sub(string name, string description, Action<PackageCache, TextWriter> action)
    {
        var command = new Command(name, description);
        var folder = new CacheFolder().AddTo(command);
        command.SetAction(parse =>
        {
            action(folder.Open(parse), parse.InvocationConfiguration.Output);
            return ExitCode.Success;
        });
        return command;
    }

    private static void List(PackageCache cache, TextWriter output)
    {
        var entries = cache.Entries();
        foreach (var entry in entries)
        {
            var what = entry.Key is { } key ? PackageCache.Describe(key) : "(damaged)";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{entry.ShortName,-12}  {entry.Bytes,8} B  {what}"));
        }

        var (hits, misses) = cache.Journal.Counts();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entries.Count} entries in {cache.Directory}; {hits} hits, {misses} misses"));
    }

    private static void Why(PackageCache cache, TextWriter output)
    {
        var misses = cache.Journal.Misses(ShownMisses);
        foreach (var (what, reason) in misses)
        {
            output.WriteLine(what);
            output.WriteLine("  " + reason);
        }

        if (misses.Count == 0) output.WriteLine($"no misses in {cache.Directory}");
    }

    private static void Clear(PackageCache cache, TextWriter output) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cache.Clear()} entries removed from {cache.Directory}"));
}

using System.Reflection;
using ActorSim.Tests.Oracle;
using PublicApiGenerator;
using Xunit;

namespace ActorSim.Tests.Golden.Api;

/// <summary>The public types and members of each package, as text beside this file: growth is a decision.</summary>
public class ApiSnapshotTests
{
    private const int MostLinesShown = 20;
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Golden", "Api");
    private static readonly bool Regenerates = Environment.GetEnvironmentVariable("ACTORSIM_REGENERATE") == "1";

    /// <summary>Every project under src but the tool, which is not packed.</summary>
    public static TheoryData<string> Packages() => new(Names());

    [Theory]
    [MemberData(nameof(Packages))]
    public void Public_surface_is_the_approved_one(string package)
    {
        var found = Surface(package);
        var file = Path.Combine(Folder, package + ".txt");
        if (Regenerates)
        {
            File.WriteAllText(file, found);
        }

        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.True(approved == found, $"""
            The public surface of {package} is not what tests/Golden/Api/{package}.txt approves:
            {Difference(approved, found)}
            If it is meant: ACTORSIM_REGENERATE=1 dotnet test tests/ActorSim.Tests.csproj --filter FullyQualifiedName~ApiSnapshot, and commit the file.
            """);
    }

    [Fact]
    public void Every_approved_file_is_of_a_package() =>
        Assert.Equal(Names(), Directory.EnumerateFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    private static string[] Names() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => n != "ActorSim.Cli").Order(StringComparer.Ordinal),
    ];

    private static string Surface(string package) => Assembly.Load(package).GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
        .ReplaceLineEndings("\n").TrimEnd() + "\n";

    private static string Difference(string approved, string found)
    {
        var (before, after) = (approved.Split('\n'), found.Split('\n'));
        var changes = before.Except(after).Select(l => "- " + l.Trim()).Concat(after.Except(before).Select(l => "+ " + l.Trim())).ToArray();
        return string.Join("\n", changes.Take(MostLinesShown)) + (changes.Length > MostLinesShown ? $"\n... {changes.Length - MostLinesShown} more" : "");
    }
}

using System.Xml.Linq;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Architecture;

/// <summary>The recipes of CONTRIBUTING.md name files that exist, begin with a test, and touch few files of src; every library can be packed.</summary>
public class ContributingTests
{
    private const int MostFilesOfSrc = 3;

    private static readonly string[] Kinds =
        ["A compute unit", "A dispatch policy", "A memory-side component", "An ONNX operator", "A DRAM standard", "A pass", "A statistic"];

    public static TheoryData<string> Recipes() => new(Kinds);

    [Fact]
    public void There_is_a_recipe_for_each_kind() => Assert.Equal(Kinds, All().Select(r => r.Heading));

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Every_file_that_is_named_exists(string kind) =>
        Assert.All(NamedPlaces.Paths(Of(kind)), path => Assert.True(NamedPlaces.Exists(path), path));

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Recipe_touches_at_most_three_files_of_src(string kind)
    {
        var files = NamedPlaces.Paths(Of(kind)).Where(p => p.StartsWith("src/", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToArray();
        Assert.InRange(files.Length, 1, MostFilesOfSrc);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Recipe_begins_with_the_test_that_fails(string kind) =>
        Assert.StartsWith("tests/", NamedPlaces.Paths(Of(kind)).First(), StringComparison.Ordinal);

    [Fact]
    public void Every_folder_of_samples_with_a_project_is_built_by_the_script()
    {
        var samples = Path.Combine(Repository.Root, "samples");
        var solution = XDocument.Load(Path.Combine(samples, "Samples.slnx")).Descendants("Project").Select(p => p.Attribute("Path")!.Value);
        var projects = Directory.EnumerateFiles(samples, "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(samples, f).Replace('\\', '/'));
        Assert.Equal(projects.Order(StringComparer.Ordinal), solution.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Samples_know_packages_only()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.csproj", SearchOption.AllDirectories))
        {
            var references = XDocument.Load(file).Descendants("ProjectReference").Select(r => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, r.Attribute("Include")!.Value)));
            Assert.All(references, r => Assert.StartsWith(Path.Combine(Repository.Root, "samples"), r, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_library_says_what_it_is_and_has_a_readme()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var project = XDocument.Load(file);
            if (project.Descendants("IsPackable").Any(p => p.Value == "false"))
            {
                continue;
            }

            Assert.False(string.IsNullOrWhiteSpace(project.Descendants("Description").SingleOrDefault()?.Value), $"{file}: no Description");
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, "README.md")), $"{file}: no README.md beside it");
        }
    }

    private static IEnumerable<(string Heading, string Text)> All() =>
        NamedPlaces.Sections(NamedPlaces.Sections(NamedPlaces.Page("CONTRIBUTING.md"), "##").Single(s => s.Heading == "Recipes").Text, "###");

    private static string Of(string kind) => All().Single(r => r.Heading == kind).Text;
}

using System.Text.RegularExpressions;
using ActorSim.Tests.Oracle;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Xunit;

namespace ActorSim.Tests.Architecture;

/// <summary>A folder is a namespace, and folders of a project refer to each other one way.</summary>
public class FolderTests
{
    // The projects under src, by the namespace that their folder stands for.
    private static readonly SortedDictionary<string, string> Projects = new(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(f => !IsBuilt(f)).ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => Path.GetDirectoryName(f)!),
        StringComparer.Ordinal);

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> All = new(() => new ArchLoader().LoadAssemblies(
        [.. Projects.Keys.Select(p => System.Reflection.Assembly.Load(p == "ActorSim.Cli" ? "actorsim" : p))]).Build());

    public static TheoryData<string> ProjectNames() => new(Projects.Keys);

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void Namespace_is_the_folder(string project)
    {
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Projects[project], "*.cs", SearchOption.AllDirectories).Where(f => !IsBuilt(f)))
        {
            var declared = Regex.Match(File.ReadAllText(file), @"^namespace ([\w.]+)", RegexOptions.Multiline);
            var folder = Path.GetRelativePath(Projects[project], Path.GetDirectoryName(file)!);
            var expected = folder == "." ? project : $"{project}.{folder.Replace(Path.DirectorySeparatorChar, '.')}";
            if (declared.Success && declared.Groups[1].Value != expected)
            {
                wrong.Add($"{Path.GetRelativePath(Repository.Root, file)}: {declared.Groups[1].Value}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>At every level: the folders beside each other, and the files that lie beside them.</summary>
    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void Folders_have_no_circles(string project)
    {
        var edges = DependenciesInside(project).ToArray();
        var rooms = edges.SelectMany(e => new[] { e.From, e.To }).SelectMany(Ancestors).Distinct().Order(StringComparer.Ordinal).ToArray();
        var circles = rooms.SelectMany(room => new FolderGraph(room, edges).Circles()).ToArray();
        Assert.True(circles.Length == 0, string.Join("\n", circles));
    }

    [Fact]
    public void A_circle_of_two_folders_is_found() =>
        Assert.Single(new FolderGraph("A", [new("A.X", "A.Y.Z", "1"), new("A.Y", "A.X", "2"), new("A", "A.X", "3")]).Circles());

    private static IEnumerable<FolderEdge> DependenciesInside(string project) =>
        from type in All.Value.Types
        where IsIn(project, type)
        from dependency in type.Dependencies
        where dependency.Target is not GenericParameter && IsIn(project, dependency.Target) && Room(dependency.Target) != Room(type)
        select new FolderEdge(Room(type), Room(dependency.Target), $"{type.Name} -> {dependency.Target.Name}");

    private static bool IsIn(string project, IType type) => Room(type) == project || Room(type).StartsWith(project + ".", StringComparison.Ordinal)
        && type.Assembly.Name.Split(',')[0] == (project == "ActorSim.Cli" ? "actorsim" : project);

    private static string Room(IType type) => type.Namespace?.FullName ?? "";

    private static IEnumerable<string> Ancestors(string room)
    {
        for (var at = room.Length; at > 0; at = room.LastIndexOf('.', at - 1))
        {
            yield return room[..at];
        }
    }

    private static bool IsBuilt(string path) => path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin");
}

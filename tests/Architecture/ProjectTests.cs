using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Architecture;

/// <summary>References run one way: Cli to everything, models to kernel and trace, those to nothing of ours.</summary>
public class ProjectTests
{
    // What a project may name.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["ActorSim.Hocon"] = [],
        ["ActorSim.Trace"] = [],
        ["ActorSim.Kernel"] = [],
        ["ActorSim.Dram"] = [],
        ["ActorSim.Noc"] = [],
        ["ActorSim.Serving"] = [],
        ["ActorSim.Actors"] = ["ActorSim.Kernel", "ActorSim.Trace", "ActorSim.Dram", "ActorSim.Noc"],
        ["ActorSim.Cluster"] = ["ActorSim.Kernel"],
        ["ActorSim.Frontend.Diagnostics"] = [],
        ["ActorSim.Frontend.Generators"] = ["ActorSim.Trace"],
        ["ActorSim.Frontend.Onnx"] = ["ActorSim.Frontend.Diagnostics", "ActorSim.Trace"],
        ["ActorSim.Frontend.Compiler"] = ["ActorSim.Frontend.Diagnostics", "ActorSim.Frontend.Onnx", "ActorSim.Trace"],
        ["ActorSim.Frontend.Interpreter"] = ["ActorSim.Frontend.Diagnostics", "ActorSim.Frontend.Compiler", "ActorSim.Trace"],
        ["ActorSim.Frontend.Models"] =
            ["ActorSim.Frontend.Diagnostics", "ActorSim.Frontend.Onnx", "ActorSim.Frontend.Compiler", "ActorSim.Frontend.Interpreter"],
        ["ActorSim.Bench.Models"] = ["ActorSim.Kernel"],
        ["ActorSim.Cli"] = ["ActorSim.Hocon", "ActorSim.Frontend.Models", "ActorSim.Frontend.Generators", "ActorSim.Noc", "ActorSim.Serving", "ActorSim.Actors",
            "ActorSim.Bench.Models"],
    };

    // Packages beside the framework.
    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["ActorSim.Frontend.Onnx"] = ["Google.Protobuf"],
        ["ActorSim.Frontend.Compiler"] = ["MessagePack"],
        ["ActorSim.Trace"] = ["MessagePack"],
        ["ActorSim.Kernel"] = ["Akka"],
        ["ActorSim.Actors"] = ["Akka"],
        ["ActorSim.Cluster"] = ["Akka", "Akka.Remote", "Akka.Serialization.Hyperion", "Hyperion"],
        ["ActorSim.Bench.Models"] = ["Akka"],
    };

    private static readonly Assembly[] Libraries = [.. Allowed.Keys.Where(n => n != "ActorSim.Cli").Select(Assembly.Load)];

    public static TheoryData<string> Projects() => new(Allowed.Keys.Order(StringComparer.Ordinal));

    public static TheoryData<string> LibraryNames() => new(Libraries.Select(a => a.GetName().Name!));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_names_only_what_is_below_it(string project)
    {
        var file = ProjectFiles().Single(f => Path.GetFileNameWithoutExtension(f) == project);
        var document = XDocument.Load(file);
        var named = document.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).ToList();
        Assert.Empty(named.Except(Allowed[project]));
    }

    [Fact]
    public void Every_project_under_src_and_bench_models_is_judged() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), ProjectFiles().Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(LibraryNames))]
    public void Assembly_refers_only_to_what_is_below_it(string name)
    {
        var references = Library(name).GetReferencedAssemblies().Select(r => r.Name!).ToArray();
        Assert.Empty(references.Where(IsOurs).Except(Allowed[name]));
        var packages = Packages.GetValueOrDefault(name, []);
        Assert.DoesNotContain(references,
            r => !IsOurs(r) && !r.StartsWith("System", StringComparison.Ordinal) && !packages.Contains(r));
    }

    // What is not referred to from the tool cannot be loaded by `actorsim run`.
    [Fact]
    public void Tool_carries_nothing_for_several_processes()
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Queue<Assembly>([typeof(ActorSim.Cli.CliApp).Assembly]);
        while (open.TryDequeue(out var assembly))
        {
            foreach (var name in assembly.GetReferencedAssemblies().Where(r => seen.Add(r.Name!) && (IsOurs(r.Name!) || r.Name!.StartsWith("Akka", StringComparison.Ordinal))))
            {
                open.Enqueue(Assembly.Load(name));
            }
        }

        Assert.Contains("Akka", seen);
        Assert.DoesNotContain(seen, n => n is "ActorSim.Cluster" or "Akka.Remote" or "Akka.Serialization.Hyperion" or "Hyperion");
    }

    [Theory]
    [InlineData("ActorSim.Kernel")]
    [InlineData("ActorSim.Actors")]
    [InlineData("ActorSim.Cluster")]
    public void No_static_field_changes(string name)
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var mutable = Library(name).GetTypes().Where(t => !IsGenerated(t)).SelectMany(t => t.GetFields(Static))
            .Where(f => !f.IsInitOnly && !f.IsLiteral && !IsGenerated(f)).Select(f => $"{f.DeclaringType}.{f.Name}");
        Assert.Empty(mutable);
    }

    /// <summary>Types that are one idea may share a file, while it stays small enough to be seen as one.</summary>
    [Fact]
    public void File_with_several_public_types_is_short()
    {
        const int MostLines = 150;
        var crowded = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Where(IsSource))
        {
            var lines = File.ReadAllLines(file);
            if (lines.Length > MostLines && lines.Count(IsPublicType) > 1)
            {
                crowded.Add($"{Path.GetRelativePath(Repository.Root, file)}: {lines.Length} lines");
            }
        }

        Assert.Empty(crowded);
    }

    [Fact]
    public void Banned_symbols_are_checked_in_every_build()
    {
        var props = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props"));
        Assert.Contains(props.Descendants("AdditionalFiles"), f => f.Attribute("Include")!.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal));
        Assert.Contains(props.Descendants("PackageReference"), p => p.Attribute("Include")!.Value == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
        Assert.Equal("true", props.Descendants("TreatWarningsAsErrors").Single().Value);
        var banned = File.ReadAllText(Path.Combine(Repository.Root, "BannedSymbols.txt"));
        Assert.All(["DateTime.Now", "DateTime.UtcNow", "Random.Shared", "Random.#ctor;", "Thread.Sleep", "Guid.NewGuid"],
            symbol => Assert.Contains(symbol, banned, StringComparison.Ordinal));
    }

    // RS0030 is the analyzer's rule; a project of the simulator that turned it off would make the list worthless.
    [Fact]
    public void No_project_of_the_simulator_turns_the_ban_off() =>
        Assert.All(ProjectFiles(), f => Assert.DoesNotContain("RS0030", File.ReadAllText(f), StringComparison.Ordinal));

    private static IEnumerable<string> ProjectFiles() =>
        new[] { Path.Combine("bench", "Models"), "src" }.SelectMany(
            folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)).Where(IsSource);

    private static Assembly Library(string name) => Libraries.Single(a => a.GetName().Name == name);

    private static bool IsOurs(string assembly) => assembly.StartsWith("ActorSim.", StringComparison.Ordinal);

    private static bool IsSource(string path) =>
        !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin");

    private static bool IsPublicType(string line) =>
        line.StartsWith("public ", StringComparison.Ordinal)
        && line.Split('(', '{', ';')[0].Split(' ') is var words
        && words.Any(w => w is "class" or "struct" or "interface" or "enum") && !words.Contains("record") && !words.Contains("partial");

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute)) || member.Name.Contains('<', StringComparison.Ordinal)
        || (member.DeclaringType is { } outer && IsGenerated(outer));
}

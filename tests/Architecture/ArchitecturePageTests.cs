using System.Text.RegularExpressions;
using Xunit;

namespace ActorSim.Tests.Architecture;

/// <summary>docs/architecture.md tells the truth: every step's file exists and declares what the step names, and messages are those of the protocol.</summary>
public class ArchitecturePageTests
{
    private const string Page = "docs/architecture.md";

    // Walks may come back into a room so often, and no more: where the channel plays the crossbar's side.
    private static readonly SortedDictionary<string, int> Returns = new(StringComparer.Ordinal)
    {
        ["A HOCON key, from file to actor"] = 0,
        ["A shape argument, from option to producer"] = 0,
        ["A transfer, from trace record to DRAM and back"] = 1,
        ["An ONNX attribute, from file to lowering"] = 0,
    };

    private sealed record Step(string File, string Place, string Text);

    [Fact]
    public void Page_has_the_four_walks_and_a_picture()
    {
        Assert.Equal(Returns.Keys, Walks().Keys);
        Assert.All(Walks().Values, steps => Assert.True(steps.Length >= 8, "a walk has at least eight steps"));
        Assert.Contains("```mermaid", NamedPlaces.Page(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_step_is_where_it_says()
    {
        var wrong = Walks().Values.SelectMany(s => s).Select(s => NamedPlaces.Missing(s.File, s.Place)).OfType<string>().ToArray();
        Assert.True(wrong.Length == 0, $"{Page}:\n{string.Join("\n", wrong)}");
    }

    [Fact]
    public void Every_message_of_a_walk_is_declared_in_the_protocol()
    {
        var protocol = string.Concat(Directory.EnumerateFiles(Path.Combine(Oracle.Repository.Root, "src", "Actors", "Protocol"), "*.cs").Select(File.ReadAllText));
        var messages = Walks().Values.SelectMany(s => s).SelectMany(s => Regex.Matches(s.Text, "message `([^`]+)`")).Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(7, messages.Distinct(StringComparer.Ordinal).Count());
        Assert.All(messages, m => Assert.Matches($@"class {m} : ", protocol));
    }

    [Fact]
    public void No_walk_goes_back_into_a_room_that_it_has_left_but_where_the_page_says() =>
        Assert.Equal(Returns, new SortedDictionary<string, int>(Walks().ToDictionary(w => w.Key, w => CountReturns(w.Value)), StringComparer.Ordinal));

    [Theory]
    [InlineData("src/Actors/Dma/DmaUnit.Injection.cs", "DmaUnit.Begin", true)]
    [InlineData("src/Actors/Dma/DmaUnit.Injection.cs", "DmaUnit.Dequeue", false)]
    [InlineData("src/Actors/Dma/DmaUnit.Injection.cs", "CoreUnit", false)]
    [InlineData("src/Actors/Dma/DmaUnit.Ejection.cs", "DmaUnit", false)]
    public void Names_that_are_only_used_do_not_count(string file, string place, bool isDeclared) =>
        Assert.Equal(isDeclared, NamedPlaces.Missing(file, place) is null);

    private static SortedDictionary<string, Step[]> Walks() => new(
        NamedPlaces.Sections(NamedPlaces.Page(Page), "##").Select(s => (s.Heading, Steps: Steps(s.Text))).Where(s => s.Steps.Length > 0)
            .ToDictionary(s => s.Heading, s => s.Steps), StringComparer.Ordinal);

    private static Step[] Steps(string section) =>
        [.. Regex.Matches(section, @"^\| `([^`]+)` \| `([^`]+)` \| (.+) \|$", RegexOptions.Multiline)
            .Select(m => new Step(m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value))];

    // There and back are two ways: what a transfer passes on its way to the memory it passes again on its way home.
    private static int CountReturns(Step[] steps)
    {
        var turn = Array.FindIndex(steps, s => s.File.StartsWith("src/Dram/", StringComparison.Ordinal));
        return turn < 0 ? ReturnsOf(steps) : ReturnsOf(steps[..(turn + 1)]) + ReturnsOf(steps[turn..]);
    }

    private static int ReturnsOf(IEnumerable<Step> steps)
    {
        var (left, room, returns) = (new HashSet<string>(StringComparer.Ordinal), "", 0);
        foreach (var next in steps.Select(s => RoomOf(s.File)).Where(next => next != room))
        {
            left.Add(room);
            room = next;
            returns += left.Contains(room) ? 1 : 0;
        }

        return returns;
    }

    // The project's folder and one below it.
    private static string RoomOf(string file) =>
        string.Join('/', Path.GetDirectoryName(file)!.Split(Path.DirectorySeparatorChar).Take(file.StartsWith("src/Frontend/", StringComparison.Ordinal) ? 4 : 3));
}

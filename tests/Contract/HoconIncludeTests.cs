using ActorSim.Hocon;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;
using Xunit;

namespace ActorSim.Tests.Contract;

public sealed class HoconIncludeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hocon").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("include \"sub/part.conf\"")]
    [InlineData("include \"sub/part\"")]
    [InlineData("include file(\"sub/part.conf\")")]
    [InlineData("include required(file(\"sub/part.conf\"))")]
    [InlineData("include required(\"sub/part.conf\")")]
    public void A_file_is_found_beside_the_one_that_includes_it(string include)
    {
        Write("sub/part.conf", "include \"deeper.conf\"\npart = 1");
        Write("sub/deeper.conf", "deeper = 2");
        var root = Read("main.conf", include + "\nmain = 3");
        Assert.Equal(["deeper", "part", "main"], root.Fields.Select(f => f.Key));
    }

    [Fact]
    public void Later_keys_win_over_included_ones_and_included_ones_over_earlier()
    {
        Write("part.conf", "a = part, b = part");
        var root = Read("main.conf", "a = before\ninclude \"part\"\nb = after");
        Assert.Equal("part", root.GetString("a"));
        Assert.Equal("after", root.GetString("b"));
    }

    [Fact]
    public void Inside_an_object_references_of_the_file_look_there_first_and_then_at_the_root()
    {
        Write("part.conf", "x = 10, y = ${x}, z = ${outer}");
        var root = Read("main.conf", "outer = 5\na { include \"part.conf\" }\na.x = 42");
        Assert.Equal(42, root.GetInt("a.y"));
        Assert.Equal(5, root.GetInt("a.z"));
    }

    [Fact]
    public void A_missing_file_is_nothing_unless_it_is_required()
    {
        Assert.Equal(1, Read("main.conf", "include \"nowhere.conf\"\na = 1").GetInt("a"));
        var error = Assert.Throws<HoconException>(() => Read("main.conf", "a = 1\ninclude required(file(\"nowhere.conf\"))"));
        Assert.Equal(2, error.Origin.Line);
        Assert.Contains("'nowhere.conf' does not exist", error.Message);
    }

    [Fact]
    public void Files_that_include_each_other_are_refused_with_the_chain()
    {
        Write("part.conf", "include \"main.conf\"");
        var error = Assert.Throws<HoconException>(() => Read("main.conf", "include \"part.conf\""));
        Assert.Contains("includes itself", error.Message);
        Assert.Contains("part.conf", error.Message);
    }

    [Fact]
    public void An_error_in_an_included_file_names_that_file()
    {
        Write("part.conf", "fine = 1\nbroken = [");
        var error = Assert.Throws<HoconException>(() => Read("main.conf", "include \"part.conf\""));
        Assert.EndsWith("part.conf", error.Origin.Source);
        Assert.Equal(2, error.Origin.Line);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error()
    {
        var missing = Path.Combine(_folder, "none.conf");
        Assert.Contains("cannot read", Assert.Throws<HoconException>(() => HoconDocument.ParseFile(missing)).Message);
    }

    private HoconObject Read(string name, string text)
    {
        Write(name, text);
        return HoconDocument.ParseFile(Path.Combine(_folder, name)).Root;
    }

    private void Write(string name, string text)
    {
        var full = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}

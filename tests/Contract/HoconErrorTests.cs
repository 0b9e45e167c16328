using ActorSim.Hocon;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;
using Xunit;

namespace ActorSim.Tests.Contract;

/// <summary>Every error names the place, what was found and what was expected.</summary>
public class HoconErrorTests
{
    [Theory]
    [InlineData("a = ", 1, 5, "expected a value")]
    [InlineData("a = 1\nb", 2, 2, "after the key 'b'")]
    [InlineData("{ a = 1", 1, 8, "expected '}'")]
    [InlineData("a = 1 }", 1, 7, "a comma or a new line")]
    [InlineData("{ a = 1 } b", 1, 11, "the end of the text")]
    [InlineData("a = [1, 2", 1, 10, "expected ']'")]
    [InlineData("a = [1,,2]", 1, 8, "between two commas")]
    [InlineData("a = 1,,b = 2", 1, 7, "between two commas")]
    [InlineData(",a = 1", 1, 1, "a key")]
    [InlineData("[1, 2]", 1, 1, "an object")]
    [InlineData("a = \"open", 1, 5, "not closed")]
    [InlineData("a = \"\"\"open", 1, 5, "not closed")]
    [InlineData("a = \"\\q\"", 1, 7, "an escape")]
    [InlineData("a = \"\\u12g4\"", 1, 10, "hexadecimal")]
    [InlineData("a = $x", 1, 6, "'{' after '$'")]
    [InlineData("a = ${x", 1, 8, "'}'")]
    [InlineData("a = ${}", 1, 7, "a key")]
    [InlineData("a..b = 1", 1, 3, "a key")]
    [InlineData(".a = 1", 1, 1, "a key")]
    [InlineData("a. = 1", 1, 4, "a key")]
    [InlineData("a = 1 : 2", 1, 7, "a comma or a new line")]
    [InlineData("a = x@y", 1, 6, "a comma or a new line")]
    [InlineData("include unquoted", 1, 9, "a file name in quotes")]
    [InlineData("include url(\"http://x\")", 1, 9, "only files")]
    [InlineData("include required(file(\"x\")", 1, 27, "')'")]
    [InlineData("a = ${missing}", 1, 5, "leads nowhere")]
    [InlineData("a = ${a}", 1, 5, "circle")]
    [InlineData("a = ${b}\nb = ${a}", 2, 5, "circle")]
    [InlineData("a { b = ${a} }", 1, 9, "circle")]
    [InlineData("a = [1] x", 1, 9, "cannot stand beside")]
    [InlineData("a = {x = 1} [2]", 1, 13, "cannot stand beside")]
    [InlineData("b = [1]\na = ${b} {}", 2, 10, "cannot stand beside")]
    public void Malformed_text_is_refused_at_its_place(string text, int line, int column, string problem)
    {
        var error = Assert.Throws<HoconException>(() => HoconDocument.ParseString(text, "bad.conf", _ => null).Root);
        Assert.Equal(new HoconOrigin("bad.conf", line, column), error.Origin);
        Assert.Contains(problem, error.Message);
        Assert.StartsWith($"bad.conf:{line}:{column}: ", error.Message);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        foreach (var open in new[] { "[", "{a=", "a{" })
        {
            var text = "x = " + string.Concat(Enumerable.Repeat(open, 100_000));
            Assert.Contains("deep", Assert.Throws<HoconException>(() => HoconDocument.ParseString(text, "bad.conf")).Message);
        }
    }

    [Theory]
    [InlineData("a = text", "'a' is 'text'; expected a whole number")]
    [InlineData("a = 1.5", "'a' is '1.5'; expected a whole number")]
    [InlineData("a = 3000000000", "'a' is '3000000000'; expected a whole number")]
    [InlineData("a = [1]", "'a' is an array; expected a whole number")]
    [InlineData("a { b = 1 }", "'a' is an object; expected a whole number")]
    [InlineData("b = 1", "key 'a' is missing")]
    [InlineData("a = null", "key 'a' is missing")]
    public void A_value_of_the_wrong_kind_is_named_with_key_and_place(string text, string problem)
    {
        var error = Assert.Throws<HoconException>(() => Parse(text).GetInt("a"));
        Assert.Contains(problem, error.Message);
        Assert.StartsWith("test.conf:1:", error.Message);
    }

    [Fact]
    public void Units_that_do_not_exist_and_elements_that_do_not_fit_are_named()
    {
        Assert.Contains("'10 parsecs'", Assert.Throws<HoconException>(() => Parse("a = 10 parsecs").GetTimeSpan("a")).Message);
        Assert.Contains("multiple of 100 ns", Assert.Throws<HoconException>(() => Parse("a = 10 ns").GetTimeSpan("a")).Message);
        Assert.Contains("'3 apples'", Assert.Throws<HoconException>(() => Parse("a = 3 apples").GetByteSize("a")).Message);
        Assert.Contains("'maybe'", Assert.Throws<HoconException>(() => Parse("a = maybe").GetBoolean("a")).Message);
        Assert.Contains("'a[1]' is 'x'", Assert.Throws<HoconException>(() => Parse("a = [1, x]").GetIntList("a")).Message);
        Assert.Contains("an object", Assert.Throws<HoconException>(() => Parse("a = 1").GetObject("a")).Message);
    }

    [Fact]
    public void An_unknown_key_is_refused_with_its_place_and_the_nearest_known_one()
    {
        var root = Parse("dram {\n  chanels = 4\n}");
        var error = Assert.Throws<HoconException>(
            () => root.GetObject("dram").RejectUnknownKeys(["ranks", "channels", "standard"], "dram"));
        Assert.Equal("test.conf:2:3: unknown key 'dram.chanels'; did you mean 'channels'?", error.Message);
    }

    private static HoconObject Parse(string text) => HoconDocument.ParseString(text, "test.conf", _ => null).Root;
}

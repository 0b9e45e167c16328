using ActorSim.Hocon;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;
using Xunit;

namespace ActorSim.Tests.Contract;

/// <summary>The HOCON specification (lightbend/config, HOCON.md) as a table: a text, a path and what is there.</summary>
public class HoconSpecTests
{
    [Theory]
    // Syntax
    [InlineData("{ \"a\" : 1 }", "a", "1")]
    [InlineData("a = 1", "a", "1")]
    [InlineData("a : 1", "a", "1")]
    [InlineData("a=1,b=2,", "b", "2")]
    [InlineData("a=1\nb=2", "b", "2")]
    [InlineData("a {\n b = 1 }", "a.b", "1")]
    [InlineData("a =\n 1", "a", "1")]
    [InlineData("a = 1 # comment\n// another\nb = 2 // third", "b", "2")]
    [InlineData("a = \"x # y // z\"", "a", "x # y // z")]
    [InlineData("\uFEFFa = 1", "a", "1")]
    [InlineData("a = 1\r\nb = 2\r\n", "a", "1")]
    // Texts
    [InlineData("a = one two  three ", "a", "one two  three")]
    [InlineData("a = 10.0.0.1", "a", "10.0.0.1")]
    [InlineData("a = \"q\\\"\\n\\u0041\"", "a", "q\"\nA")]
    [InlineData("a = \"\"\"x \"y\" \\n\"\"\"", "a", "x \"y\" \\n")]
    [InlineData("a = \"\"\"x\"\"\"\"", "a", "x\"")]
    [InlineData("a = \"\"\"x\ny\"\"\"", "a", "x\ny")]
    [InlineData("a = x \"y\" z", "a", "x y z")]
    [InlineData("a = include", "a", "include")]
    // Keys
    [InlineData("a.b.c = 1", "a.b.c", "1")]
    [InlineData("\"a.b\".c = 1", "\"a.b\".c", "1")]
    [InlineData("a b c = 1", "\"a b c\"", "1")]
    [InlineData("a . b = 1", "\"a \".b", null)]
    [InlineData("3.14 = 42", "3.14", "42")]
    [InlineData("include = 1", "include", "1")]
    // Duplicate keys
    [InlineData("a = 1\na = 2", "a", "2")]
    [InlineData("a { b = 1 }\na { c = 2 }", "a.b", "1")]
    [InlineData("a { b = 1 }\na = 5\na { c = 2 }", "a.b", null)]
    [InlineData("a.x = 1\na = { y = 2 }", "a.x", "1")]
    [InlineData("a = { b = 1 }\na = null", "a.b", null)]
    [InlineData("a = \"null\"", "a", "null")]
    // Substitutions
    [InlineData("a = 1\nb = ${a}", "b", "1")]
    [InlineData("b = ${a}\na = 1", "b", "1")]
    [InlineData("b = ${?missing}\nc = 1", "b", null)]
    [InlineData("b = x${?missing}y", "b", "xy")]
    [InlineData("b = 5\nb = ${?missing}", "b", "5")]
    [InlineData("a = 1\nb = \"${a}\"", "b", "${a}")]
    [InlineData("a = 1\nb = \"<\"${a}\">\"", "b", "<1>")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }", "bar.baz", "42")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }\nbar { foo = 43 }", "bar.baz", "43")]
    [InlineData("bar { a = ${foo.d}, b = 1 }\nbar.b = 3\nfoo { c = ${bar.b}, d = 2 }\nfoo.d = 4", "bar.a", "4")]
    [InlineData("bar { a = ${foo.d}, b = 1 }\nbar.b = 3\nfoo { c = ${bar.b}, d = 2 }\nfoo.d = 4", "foo.c", "3")]
    [InlineData("foo = ${does-not-exist}\nfoo = 42", "foo", "42")]
    [InlineData("base { x = 1, y = 2 }\nd = ${base} { y = 3 }", "d.y", "3")]
    [InlineData("base { x = 1, y = 2 }\nd = ${base} { y = 3 }", "d.x", "1")]
    [InlineData("base { x = 1 }\nd = ${base}\nd.y = ${d.x}", "d.y", "1")]
    [InlineData("a = \"text\"\nb = { c = ${a} }", "b.c", "text")]
    // Self-references
    [InlineData("path = \"a:b\"\npath = ${path}\":c\"", "path", "a:b:c")]
    [InlineData("a = ${?a}foo", "a", "foo")]
    [InlineData("a { b = 1 }\na = ${a} { c = 2 }", "a.b", "1")]
    [InlineData("a = 1\na = ${a} ${a}", "a", "1 1")]
    // Environment: looked up last
    [InlineData("a = ${TEST_VARIABLE}", "a", "from the environment")]
    [InlineData("a = ${?TEST_VARIABLE}", "a", "from the environment")]
    [InlineData("TEST_VARIABLE = mine\na = ${TEST_VARIABLE}", "a", "mine")]
    public void Text_at_path(string text, string path, string? expected)
    {
        var root = Parse(text);
        Assert.Equal(expected, root.Find(path) is HoconScalar scalar ? scalar.Text : null);
    }

    [Theory]
    [InlineData("a = [1, 2, 3]", "1|2|3")]
    [InlineData("a = [1\n2\n3]", "1|2|3")]
    [InlineData("a = [1, 2,]", "1|2")]
    [InlineData("a = []", "")]
    [InlineData("a = [x y, \"z\"]", "x y|z")]
    [InlineData("a = [1] [2]", "1|2")]
    [InlineData("a = [1]\na = ${a} [2]", "1|2")]
    [InlineData("a += 1\na += 2", "1|2")]
    [InlineData("a = [1]\na += 2", "1|2")]
    [InlineData("b = 7\na = [${b}, ${?none}, 8]", "7|8")]
    [InlineData("b = [1, 2]\na = ${b} [3]", "1|2|3")]
    [InlineData("o { a += 1 }\no { a += 2 }\na = ${o.a}", "1|2")]
    [InlineData("a { 1 = y, 0 = x }", "x|y")]
    public void Array_at_a(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Parse(text).GetStringList("a")));

    [Theory]
    [InlineData("10", 10_000_000)]
    [InlineData("10 ns", 10)]
    [InlineData("1.5us", 1_500)]
    [InlineData("2 millis", 2_000_000)]
    [InlineData("3s", 3_000_000_000)]
    [InlineData("1 minute", 60_000_000_000)]
    [InlineData("2h", 7_200_000_000_000)]
    [InlineData("1 d", 86_400_000_000_000)]
    public void Durations_in_nanoseconds(string text, long expected) =>
        Assert.Equal(expected, Parse("a = " + text).GetNanoseconds("a"));

    [Theory]
    [InlineData("10", 10)]
    [InlineData("10 B", 10)]
    [InlineData("1 kB", 1000)]
    [InlineData("1 K", 1024)]
    [InlineData("1KiB", 1024)]
    [InlineData("1.5 MiB", 1572864)]
    [InlineData("2 MB", 2000000)]
    [InlineData("1 gibibyte", 1073741824)]
    [InlineData("1 TiB", 1099511627776)]
    public void Sizes_in_bytes(string text, long expected) => Assert.Equal(expected, Parse("a = " + text).GetByteSize("a"));

    [Theory]
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    public void Booleans(string text, bool expected) => Assert.Equal(expected, Parse("a = " + text).GetBoolean("a"));

    [Fact]
    public void Numbers()
    {
        var root = Parse("i = 42, e = 1e3, d = 2.5, l = 9223372036854775807, n = -7, list = [1, 2.5]");
        Assert.Equal(42, root.GetInt("i"));
        Assert.Equal(1000, root.GetInt("e"));
        Assert.Equal(2.5, root.GetDouble("d"));
        Assert.Equal(long.MaxValue, root.GetLong("l"));
        Assert.Equal(-7, root.GetInt("n"));
        Assert.Equal([1, 2.5], root.GetDoubleList("list"));
        Assert.Equal(5, root.GetInt("missing", 5));
        Assert.Equal(TimeSpan.FromMilliseconds(10), Parse("a = 10 ms").GetTimeSpan("a"));
    }

    [Fact]
    public void Keys_come_in_the_order_of_declaration() => Assert.Equal(
        ["z", "a", "m"], Parse("z = 1, a { x = 1 }, m = 3, a { y = 2 }, z = 4").Fields.Select(f => f.Key));

    [Fact]
    public void Values_and_keys_know_where_they_were_written()
    {
        var root = Parse("a {\n  b = 1\n  c = two\n}");
        Assert.Equal(new HoconOrigin("test.conf", 2, 7), root.Find("a.b")!.Origin);
        Assert.True(root.GetObject("a").TryGetField("c", out var field));
        Assert.Equal(new HoconOrigin("test.conf", 3, 3), field.KeyOrigin);
    }

    [Fact]
    public void A_fallback_is_merged_before_substitutions_are_resolved()
    {
        var user = HoconDocument.ParseString("size = 8\na.x = 1", "user.conf");
        var reference = HoconDocument.ParseString("size = 4\ntwice = ${size}${size}\na.y = 2", "reference.conf");
        var root = user.WithFallback(reference).Root;
        Assert.Equal("88", root.GetString("twice"));
        Assert.Equal(1, root.GetInt("a.x"));
        Assert.Equal(2, root.GetInt("a.y"));
        Assert.Equal("reference.conf", root.Find("a.y")!.Origin.Source);
    }

    private static HoconObject Parse(string text) =>
        HoconDocument.ParseString(text, "test.conf", name => name == "TEST_VARIABLE" ? "from the environment" : null).Root;
}

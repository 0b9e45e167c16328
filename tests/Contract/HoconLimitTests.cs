using System.Text;
using ActorSim.Hocon;
using ActorSim.Hocon.Syntax;
using Xunit;

namespace ActorSim.Tests.Contract;

/// <summary>What a configuration of a few bytes may become.</summary>
public class HoconLimitTests
{
    [Theory]
    [InlineData("${{{0}}}${{{0}}}")]
    [InlineData("[${{{0}}}, ${{{0}}}]")]
    [InlineData("${{{0}}} {{ x = ${{{0}}} }}")]
    public void References_that_double_are_refused_before_they_fill_the_memory(string doubled)
    {
        var first = doubled.Contains('x', StringComparison.Ordinal) ? "{ y = 1 }" : doubled[0] == '[' ? "[1]" : "0123456789";
        var text = new StringBuilder($"a0 = {first}\n");
        for (var k = 0; k < 40; k++)
        {
            text.Append(null, $"a{k + 1} = {string.Format(null, doubled, $"a{k}")}\n");
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<HoconException>(() => HoconDocument.ParseString(text.ToString(), "bomb").Root);
        Assert.Contains("substitutions expand to more than", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1L << 30);
    }

    [Fact]
    public void Many_lines_of_one_object_cost_no_more_each()
    {
        long Allocated(int lines)
        {
            var text = string.Join('\n', Enumerable.Range(0, lines).Select(k => $"a.b{k} = {k}"));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(lines, HoconDocument.ParseString(text, "many").Root.GetObject("a").Fields.Count);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(10);
        Assert.InRange(Allocated(20_000), 1, 15 * Allocated(2_000));
    }

    [Fact]
    public void Includes_that_include_each_other_twice_end_at_the_limit()
    {
        var folder = Directory.CreateTempSubdirectory("actorsim-test-");
        try
        {
            for (var k = 0; k < 12; k++)
            {
                File.WriteAllText(Path.Combine(folder.FullName, $"f{k}.conf"), $"include \"f{k + 1}.conf\"\ninclude \"f{k + 1}.conf\"\n");
            }

            var error = Assert.Throws<HoconException>(() => HoconDocument.ParseFile(Path.Combine(folder.FullName, "f0.conf")));
            Assert.Contains("more than 1000 files are included", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(true);
        }
    }
}

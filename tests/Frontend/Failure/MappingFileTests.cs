using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Frontend.Diagnostics;
using Xunit;

namespace ActorSim.Frontend.Tests.Failure;

public sealed class MappingFileTests
{
    [Fact]
    public void A_good_file_gives_its_entries()
    {
        var diagnostics = new DiagnosticBag();
        var map = MappingFile.Parse("""{ "512_1024_1024": [256, 512, 256], "?_64_64": [128, 64, 64, 8, 64, 64] }""", "m.json", diagnostics);
        Assert.False(diagnostics.HasErrors);
        Assert.Equal([256L, 512, 256], map["512_1024_1024"]);
        Assert.Equal(6, map["?_64_64"].Length);
    }

    [Theory]
    [InlineData("[1, 2]", "must be an object")]
    [InlineData("{ \"1_2\": [1, 2, 3] }", "the key must be M_N_K")]
    [InlineData("{ \"1_2_0\": [1, 2, 3] }", "the key must be M_N_K")]
    [InlineData("{ \"1_2_3\": 5 }", "must be an array")]
    [InlineData("{ \"1_2_3\": [1, 2] }", "has 2 numbers")]
    [InlineData("{ \"1_2_3\": [1, 2, -4] }", "-4 is not an integer of 1 to 268435456")]
    [InlineData("{ \"1_2_3\": [1, 2, 3], \"1_2_3\": [1, 2, 3] }", "given twice")]
    [InlineData("{ \"1_2_3\": [1, 2", "is not JSON")]
    public void A_bad_file_says_what_is_wrong(string json, string message)
    {
        var diagnostics = new DiagnosticBag();
        MappingFile.Parse(json, "m.json", diagnostics);
        var error = Assert.Single(diagnostics.All);
        Assert.Equal("SIM5004", error.Code.Id);
        Assert.Contains("m.json", error.Where, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_reported_together()
    {
        var diagnostics = new DiagnosticBag();
        MappingFile.Parse("""{ "a": [1], "1_2_3": [1], "4_4_4": [8, 8, 8] }""", "m.json", diagnostics);
        Assert.Equal(2, diagnostics.All.Count);
    }
}

using ActorSim.Frontend.Compiler.Cost.Tables;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Frontend.Tests.Failure;

public sealed class CostTableTests
{
    private static readonly ComputeNode[] Gemm =
        [new(0, "init", ComputeUnit.Vector), new(1, "preload", ComputeUnit.Preload), new(2, "matmul", ComputeUnit.Matmul)];

    [Theory]
    [InlineData("256\t0\n91 91\n", "t.tsv, line 2: '91 91'")]
    [InlineData("256\t0\n91\t-1\n", "t.tsv, line 2: ")]
    [InlineData("256\t0\n91\t92\n", "t.tsv, line 2: overlap 92 exceeds cycles 91")]
    [InlineData("256\t99999999999999999999\n", "t.tsv, line 1: ")]
    [InlineData("256\t0\n# origin 1: x\n", "t.tsv, line 2: ")]
    [InlineData("{ \"tiles\": [\n }", "t.tsv, line 2: is not JSON")]
    [InlineData("{ \"kernel\": \"g\" }", "t.tsv: has no array \"tiles\"")]
    [InlineData("{ \"tiles\": [ { \"cycles\": 1 } ] }", "t.tsv: tiles[0]: \"overlap\" is missing")]
    [InlineData("{ \"tiles\": [ { \"cycles\": 1.5, \"overlap\": 0 } ] }", "t.tsv: tiles[0]: cycles 1.5")]
    [InlineData("{ \"tiles\": [ { \"cycles\": 1, \"overlap\": 0, \"unit\": \"gpu\" } ] }", "t.tsv: tiles[0]: unit 'gpu'")]
    [InlineData("{ \"tiles\": [ 7 ] }", "t.tsv: tiles[0]: must be an object")]
    public void A_malformed_table_is_refused_by_place_and_value(string text, string message)
    {
        var e = Assert.Throws<CostTableException>(() => CostTableFile.Parse("t.tsv", text));
        Assert.StartsWith(message, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1\t0\n2\t0\n", "has 2 rows, but kernel 'gemm' has 3 compute nodes (init, preload, matmul)")]
    [InlineData("1\t0\n2\t0\n3\t0\n# kernel conv\n", "belongs to kernel 'conv', not to 'gemm'")]
    [InlineData("{\"tiles\":[{\"cycles\":1,\"overlap\":0},{\"cycles\":1,\"overlap\":0,\"name\":\"matmul\"},{\"cycles\":1,\"overlap\":0}]}",
        "row 1 is for tile 'matmul'")]
    [InlineData("{\"tiles\":[{\"cycles\":1,\"overlap\":0,\"unit\":\"cross-lane\"},{\"cycles\":1,\"overlap\":0},{\"cycles\":1,\"overlap\":0}]}",
        "row 0 is for unit CrossLane")]
    public void A_table_of_another_kernel_is_refused(string text, string problem)
    {
        var e = Assert.Throws<CostTableException>(() => CostTableFile.Parse("t.tsv", text).Bind("gemm", Gemm));
        Assert.StartsWith(problem, e.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_references_figures_come_from_a_measured_table()
    {
        CostTable table = CostTableFile.Parse("t.tsv", "256\t0\n91\t91\n395\t267\n# origins: measured\n");
        IReadOnlyList<TileCost> costs = table.Bind("gemm", Gemm);
        Assert.Equal(new TileCost(2, "matmul", ComputeUnit.Matmul, 395, 267), costs[2]);
        Assert.Equal(128, costs[2].Cycles - costs[2].OverlapCycles);
        Assert.Equal(0, costs[1].Cycles - costs[1].OverlapCycles);
        Assert.All(table.Rows, r => Assert.Equal("measured", r.Origin));
    }

    [Theory]
    [InlineData(".json")]
    [InlineData(".tsv")]
    public void What_is_written_is_read_again(string extension)
    {
        string folder = Directory.CreateTempSubdirectory("cost").FullName;
        string path = Path.Combine(folder, "t" + extension);
        bool json = extension == ".json";
        var table = new CostTable
        {
            Source = path,
            Kernel = "gemm 256",
            Rows =
            [
                new CostRow(395, 267, json ? "m" : null, json ? ComputeUnit.Matmul : null, "cell-by-cell: \"x\""),
                new CostRow(0, 0, null, json ? ComputeUnit.CrossLane : null, ""),
            ],
        };
        CostTableFile.Write(path, table);
        CostTable again = CostTableFile.Read(path);
        Directory.Delete(folder, true);
        Assert.Equal(table.Kernel, again.Kernel);
        Assert.Equal(table.Rows, again.Rows);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.StartsWith("no-such-table.tsv: cannot read", Assert.Throws<CostTableException>(
            () => CostTableFile.Read("no-such-table.tsv")).Message, StringComparison.Ordinal);
}

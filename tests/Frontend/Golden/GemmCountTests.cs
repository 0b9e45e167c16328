using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Tests.Systolic;
using Xunit;

namespace ActorSim.Frontend.Tests.Golden;

/// <summary>Pinned counts of PyTorchSim's frontend 4, 5 and 7.8.</summary>
public sealed class GemmCountTests
{
    [Theory]
    [InlineData(256, 1, 4, 8, 4)]
    [InlineData(1024, 1, 64, 512, 4 * 9)]
    [InlineData(2048, 4, 4 * 8 * 32, 4 * 8 * 128, 4 * 8 * 5)]
    public void A_square_product_of_128_lanes_has_the_reference_counts(long size, long items, long preloads, long matmuls, long loads)
    {
        var module = SystolicProgram.Lower("matmul", $"M={size},N={size},K={size}", MachineFacts.TpuV3);
        var count = RecordCount.Of(Assert.Single(module.Kernels));
        Assert.Equal((items, preloads, matmuls), (count.WorkItems, count.Preloads, count.Matmuls));
        Assert.Equal((loads, 0L), (count.Loads, count.Duplicates));
    }

    [Fact]
    public void Subtiles_of_256_are_two_loads_of_each_operand_at_their_places()
    {
        var module = SystolicProgram.Lower("matmul", "M=256,N=256,K=256", MachineFacts.TpuV3);
        var loads = module.Kernels[0].Body.All().OfType<Transfer>().Where(t => t.Direction == TransferDirection.Load).ToArray();
        Assert.Equal([[128L, 256L], [256L, 128L]], loads.Select(t => t.Axes.Select(a => a.Extent)));
        Assert.Equal(["32768*s", "128*s_1"], loads.Select(t => Inner(t.Base.ToString())));
        Assert.Equal(2, loads.Select(t => t.Tag).Distinct().Count());

        static string Inner(string text) => string.Join(" + ", text.Split(" + ").Where(t => t.Contains('s')));
    }

    [Fact]
    public void A_size_given_at_run_time_scales_the_work_items()
    {
        var module = SystolicProgram.Lower("matmul", "M=?,N=256,K=256", MachineFacts.Toy8);
        var tile = module.Kernels[0].Body.OfType<Loop>().Single().Step;
        foreach (var m in new[] { 1L, tile, tile + 1, 7 * tile - 3 })
            Assert.Equal((m + tile - 1) / tile, RecordCount.Of(module.Kernels[0], ("M", m)).WorkItems);
    }

    [Fact]
    public void Rows_that_do_not_exist_are_neither_loaded_nor_multiplied()
    {
        var kernel = SystolicProgram.Lower("matmul", "M=?,N=128,K=128", MachineFacts.TpuV3).Kernels[0];
        foreach (var (m, rows) in new[] { (1L, 1L), (128, 1), (129, 2), (512, 4), (513, 5), (1024, 8) })
        {
            var count = RecordCount.Of(kernel, ("M", m));
            Assert.Equal((rows, rows), (count.Matmuls, count.Stores));
            Assert.Equal(rows + count.WorkItems, count.Loads);
        }
    }
}

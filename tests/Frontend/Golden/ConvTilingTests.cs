using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Tiling;
using Xunit;

namespace ActorSim.Frontend.Tests.Golden;

/// <summary>First candidates of PyTorchSim's frontend 6.3: kernel, output, M, N, K.</summary>
public sealed class ConvTilingTests
{
    [Theory]
    [InlineData(2, 128, 256, 13, 5, "Generic: kernel 5x5, output 13x13, 8/256/128")]
    [InlineData(2, 128, 512, 14, 7, "Generic: kernel 1x7, output 14x14, 8/512/128")]
    [InlineData(2, 3, 64, 16, 7, "MultiTile: kernel 7x7, output 16x16, 8/64/21")]
    public void The_first_candidate_of_128_lanes_is_the_reference_tile(
        long batch, long inputs, long outputs, long extent, long kernel, string tile) =>
        Assert.Equal(tile, ConvTiling.Candidates(
            new ConvProblem(MachineFacts.TpuV3, batch, inputs, outputs, extent, extent, kernel, kernel))[0].ToString());

    [Theory]
    [InlineData(1, 1, 64, ConvForm.SingleBatch)]
    [InlineData(1, 2, 64, ConvForm.SingleBatchStrided)]
    [InlineData(2, 1, 3, ConvForm.MultiTile)]
    [InlineData(2, 2, 15, ConvForm.MultiTile)]
    [InlineData(2, 1, 16, ConvForm.Generic)]
    public void Batch_stride_and_channels_choose_the_form(long batch, long stride, long channels, ConvForm form) =>
        Assert.Equal(form, new ConvProblem(MachineFacts.TpuV3, batch, channels, 64, 8, 8, 3, 3)
        {
            StrideHeight = stride,
            StrideWidth = stride,
        }.Form);

    [Fact]
    public void A_single_batch_convolution_takes_output_columns_as_rows()
    {
        var tile = ConvTiling.Candidates(new ConvProblem(MachineFacts.TpuV3, 1, 64, 64, 56, 56, 3, 3))[0];
        Assert.Equal((56L, 56L, 64L, 64L), (tile.M, tile.OutWidth, tile.N, tile.K));
    }
}

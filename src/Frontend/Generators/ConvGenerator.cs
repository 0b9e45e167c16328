using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Generators;

/// <summary>
/// Convolution as an implicit matrix product: no unfolded copy of the image exists. A work-item is an output tile for one fold of filters;
/// for every kernel position and fold of channels it loads the shifted, strided patch of the image (positions in the padding are masked
/// by a valid box and filled with 0) and the weights, preloads, and multiplies.
/// </summary>
public sealed class ConvGenerator(ConvOptions options) : IKernelGenerator
{
    private static readonly RawMessagePack Zero = RawMessagePack.From(0L);

    private readonly ConvOptions _o = options;

    public string Name => _o.Name;

    public IReadOnlyList<string> Problems() => _o.Problems();

    public void Emit(KernelScope scope)
    {
        var plan = new Plan(_o, scope);
        scope.BeginKernel(Name);
        for (long image = 0; image < _o.Batch; image++)
        {
            for (long y = 0; y < plan.Rows.Count; y++)
            {
                for (long x = 0; x < plan.Columns.Count; x++)
                {
                    for (long f = 0; f < plan.Filters.Count; f++)
                    {
                        scope.BeginWorkItem([image, y, x, f], plan.SpadBytes);
                        WorkItem(scope.Records, plan, new Block(image, y, x, f));
                        scope.EndWorkItem();
                    }
                }
            }
        }
        scope.EndKernel();
    }

    private void WorkItem(WorkItemBuilder w, Plan plan, Block block)
    {
        long rows = plan.Rows.Length(block.Y);
        long columns = plan.Columns.Length(block.X);
        long filters = plan.Filters.Length(block.F);
        w.AddCompute(plan.Init, [rows * columns, filters], [], [plan.BufferY]);
        int slot = 0;
        for (long kernelY = 0; kernelY < _o.KernelHeight; kernelY++)
        {
            for (long kernelX = 0; kernelX < _o.KernelWidth; kernelX++)
            {
                for (long c = 0; c < plan.Channels.Count; c++)
                    Step(w, plan, block, kernelY, kernelX, c, slot++);
            }
        }
        long at = ((block.Image * _o.OutHeight + plan.Rows.Start(block.Y)) * _o.OutWidth + plan.Columns.Start(block.X)) * _o.Filters
            + plan.Filters.Start(block.F);
        w.AddStore(new(plan.Y, at, [rows, columns, filters], [_o.OutWidth * _o.Filters, _o.Filters, 1], _o.ElementBits), new(2, 0), [plan.BufferY]);
    }

    private void Step(WorkItemBuilder w, Plan plan, Block block, long kernelY, long kernelX, long c, int slot)
    {
        long channels = plan.Channels.Length(c);
        long filters = plan.Filters.Length(block.F);
        LoadPatch(w, plan, block, kernelY, kernelX, c, slot);
        long at = ((kernelY * _o.KernelWidth + kernelX) * _o.Channels + plan.Channels.Start(c)) * _o.Filters + plan.Filters.Start(block.F);
        w.AddLoad(new(plan.F, at, [channels, filters], [_o.Filters, 1], _o.ElementBits), new(1, slot, true), [plan.BufferF]);
        w.AddBarrier(1, slot, [plan.BufferF]);
        w.AddCompute(plan.Tiles.Preload(channels), [channels, filters], [plan.BufferF], [plan.Weights]);
        w.AddBarrier(0, slot, [plan.BufferX]);
        long rows = plan.Rows.Length(block.Y) * plan.Columns.Length(block.X);
        w.AddCompute(plan.Tiles.Matmul(rows), [rows, filters, channels], [plan.BufferX, plan.BufferY, plan.Weights], [plan.BufferY]);
    }

    private void LoadPatch(WorkItemBuilder w, Plan plan, Block block, long kernelY, long kernelX, long c, int slot)
    {
        long rows = plan.Rows.Length(block.Y);
        long columns = plan.Columns.Length(block.X);
        long channels = plan.Channels.Length(c);
        long firstY = plan.Rows.Start(block.Y) * _o.Stride + kernelY - _o.Padding;
        long firstX = plan.Columns.Start(block.X) * _o.Stride + kernelX - _o.Padding;
        (long lowY, long highY) = Valid(firstY, rows, _o.Height);
        (long lowX, long highX) = Valid(firstX, columns, _o.Width);
        bool masked = lowY > 0 || lowX > 0 || highY < rows || highX < columns;
        DmaOptionsSpec? mask = masked
            ? new DmaOptionsSpec { ValidLow = [lowY, lowX, 0], ValidHigh = [highY, highX, channels], Fill = Zero }
            : null;
        long at = ((block.Image * _o.Height + firstY) * _o.Width + firstX) * _o.Channels + plan.Channels.Start(c);
        w.AddLoad(new(plan.X, at, [rows, columns, channels], [_o.Stride * _o.Width * _o.Channels, _o.Stride * _o.Channels, 1], _o.ElementBits),
            new(0, slot, true), [plan.BufferX], default, mask);
    }

    /// <summary>Indices i in 0..count whose position first + i * stride is inside 0..extent, as a half-open range.</summary>
    private (long Low, long High) Valid(long first, long count, long extent)
    {
        long low = first >= 0 ? 0 : (-first + _o.Stride - 1) / _o.Stride;
        long high = first >= extent ? 0 : (extent - 1 - first) / _o.Stride + 1;
        low = Math.Min(low, count);
        return (low, Math.Clamp(high, low, count));
    }

    private readonly record struct Block(long Image, long Y, long X, long F);

    /// <summary>Ids and tilings of one emission.</summary>
    private sealed class Plan
    {
        public Plan(ConvOptions o, KernelScope scope)
        {
            int size = o.ElementBits / 8;
            Rows = new Tiling(o.OutHeight, Math.Min(o.TileHeight, o.OutHeight));
            Columns = new Tiling(o.OutWidth, Math.Min(o.TileWidth, o.OutWidth));
            Channels = new Tiling(o.Channels, Math.Min(o.Cost.Rows, o.Channels));
            Filters = new Tiling(o.Filters, Math.Min(o.Cost.Columns, o.Filters));
            X = scope.Tensor(o.Name + ".X", [o.Batch, o.Height, o.Width, o.Channels], o.ElementBits);
            F = scope.Tensor(o.Name + ".F", [o.KernelHeight, o.KernelWidth, o.Channels, o.Filters], o.ElementBits);
            Y = scope.Tensor(o.Name + ".Y", [o.Batch, o.OutHeight, o.OutWidth, o.Filters], o.ElementBits);
            long patch = Rows.Block * Columns.Block * Channels.Block * size;
            long weights = Channels.Block * Filters.Block * size;
            long output = Rows.Block * Columns.Block * Filters.Block * size;
            BufferX = scope.Buffer(o.Name + ".x", patch, BufferRole.Load);
            BufferF = scope.Buffer(o.Name + ".f", weights, BufferRole.Load);
            BufferY = scope.Buffer(o.Name + ".y", output, BufferRole.Accumulator);
            Weights = scope.Buffer(o.Name + ".weights", 0, BufferRole.Weights);
            Init = scope.Tile(o.Name + ".init", ComputeUnit.Vector, o.InitCycles, 0);
            Tiles = new SystolicTiles(scope, o.Cost, o.Name);
            SpadBytes = patch + weights + output;
        }

        public Tiling Rows { get; }

        public Tiling Columns { get; }

        public Tiling Channels { get; }

        public Tiling Filters { get; }

        public int X { get; }

        public int F { get; }

        public int Y { get; }

        public int BufferX { get; }

        public int BufferF { get; }

        public int BufferY { get; }

        public int Weights { get; }

        public int Init { get; }

        public SystolicTiles Tiles { get; }

        public long SpadBytes { get; }
    }
}

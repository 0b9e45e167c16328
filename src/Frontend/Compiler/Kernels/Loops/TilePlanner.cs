using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>Chooses the tiles of a kernel, and smaller ones when they do not fit the scratchpad.</summary>
internal sealed class TilePlanner
{
    private readonly LoopKernel _kernel;
    private readonly MachineFacts _machine;
    private readonly IReadOnlyList<IndexVar> _axes;
    private readonly string[] _loopNames;
    private readonly bool[] _fixed;
    private readonly long[] _tiles;
    private readonly int _parallel;
    private int _lane;

    public TilePlanner(LoopKernel kernel, ModuleBuilder module, int candidate)
    {
        (_kernel, _machine, _axes) = (kernel, module.Machine, kernel.AllAxes());
        _parallel = kernel.Axes.Length;
        _loopNames = [.. _axes.Select(a => module.Unique("i"))];
        _fixed = new bool[_axes.Count];
        _tiles = new long[_axes.Count];
        FixGuards();
        Choose(candidate);
    }

    public TilePlan Plan()
    {
        var walked = Walked();
        var axes = _axes.Select((axis, k) => k == walked ? Walk(axis, k) : new AxisTile(axis, _tiles[k], LoopOf(axis, k)));
        return new TilePlan([.. axes], _lane < 0 ? null : _axes[_lane], VectorTiles.LaneStride);
    }

    /// <summary>Makes the tiles smaller; false if they cannot be.</summary>
    public bool Shrink()
    {
        const int v = VectorTiles.LaneStride;
        if (_lane >= 0 && _tiles[_lane] > 2L * v * _machine.Lanes) return Halve(_lane);
        var others = Enumerable.Range(0, _axes.Count)
            .Where(k => k != _lane && _tiles[k] > 1).ToList();
        if (others.Count > 0) return Halve(others.MaxBy(k => _tiles[k]));
        if (_lane >= 0 && _tiles[_lane] > (long)v * _machine.Lanes) return Halve(_lane);
        return false;
    }

    private bool Halve(int axis)
    {
        _tiles[axis] = (_tiles[axis] + 1) / 2;
        if (axis == _lane) _tiles[axis] = VectorTiles.PadLanes(_tiles[axis], _machine.Lanes);
        return true;
    }

    // A guard can bound one axis of a transfer's box: all other axes it depends on are walked one by one.
    private void FixGuards()
    {
        foreach (var guard in _kernel.AllOps().OfType<LoopLoad>().SelectMany(l => l.Guards))
        {
            var mentioned = Enumerable.Range(0, _axes.Count).Where(k => guard.Value.Variables().Contains(_axes[k])).ToList();
            var free = mentioned.Where(k => !_fixed[k]).ToList();
            foreach (var axis in free.OrderBy(k => k < _parallel ? 0 : 1).ThenByDescending(k => Constant(k) ?? long.MaxValue).Skip(1))
                _fixed[axis] = true;
        }
    }

    private void Choose(int candidate)
    {
        Array.Fill(_tiles, 1);
        var free = Enumerable.Range(0, _axes.Count).Where(k => !_fixed[k]).ToList();
        var initial = VectorTiles.Initial(free.Count, _machine.Lanes);
        for (var i = 0; i < free.Count; i++) _tiles[free[i]] = Trimmed(free[i], initial[i]);
        if (free.Count > 2) Grow(free, initial);
        if (_machine.Balance is { } balance && _axes.Count == _parallel) Balance(free, StreamTarget.Points(_kernel, balance));
        for (var i = 0; i < candidate && free.Count > 0; i++) Double(free[^(1 + i % free.Count)]);
        _lane = LaneAxis();
        if (_lane >= 0) _tiles[_lane] = VectorTiles.PadLanes(_tiles[_lane], _machine.Lanes);
    }

    private void Double(int axis) => _tiles[axis] = Trimmed(axis, Math.Min(_tiles[axis] * 2, 8192));

    private long Trimmed(int axis, long tile) => Constant(axis) is { } extent ? VectorTiles.TrimLargeTail(tile, extent) : tile;

    // With more than two axes the rule leaves the outer ones at 1; where the inner ones are short the tile is filled up from them.
    private void Grow(List<int> free, long[] initial)
    {
        var full = initial.Aggregate(1L, (p, t) => p * t) / 2;
        foreach (var axis in Enumerable.Reverse(free))
        {
            var room = full / free.Aggregate(1L, (p, k) => p * _tiles[k]);
            if (room > 1 && Constant(axis) is { } extent && _tiles[axis] < extent)
                _tiles[axis] = VectorTiles.TrimLargeTail(Math.Min(extent, _tiles[axis] * room), extent);
        }
    }

    // As many points as the target says, innermost axes first: what lies together in memory moves together.
    private void Balance(List<int> free, long target)
    {
        foreach (var axis in Enumerable.Reverse(free))
        {
            var points = free.Aggregate(1L, (p, k) => p * _tiles[k]);
            if (points >= target) break;
            var wanted = (target + points - 1) / points * _tiles[axis];
            _tiles[axis] = Constant(axis) is { } extent ? VectorTiles.TrimLargeTail(Math.Min(extent, wanted), extent) : wanted;
        }

        foreach (var axis in free)
            while (_tiles[axis] > 1 && free.Aggregate(1L, (p, k) => p * _tiles[k]) >= 2 * target) _tiles[axis] = (_tiles[axis] + 1) / 2;
    }

    // The axis whose tiles a work-item walks through, so that it loads the next while it computes one; -1: it has one tile.
    private int Walked()
    {
        if (_machine.Balance is null || _axes.Count != _parallel) return -1;
        for (var k = _parallel - 1; k >= 0; k--)
            if (Tiles(k) > 1) return TilesPerItem(k) > 1 ? k : -1;
        return -1;
    }

    private AxisTile Walk(IndexVar axis, int k)
    {
        var (tile, tiles) = (_tiles[k], TilesPerItem(k));
        var inner = IndexVar.Loop(_loopNames[k], tile * tiles, tile);
        return new AxisTile(axis, tile, inner)
        {
            Outer = IndexVar.Loop(_loopNames[k] + "w", axis.Extent!, tile * tiles),
            TilesPerItem = tiles,
        };
    }

    private long TilesPerItem(int axis)
    {
        long all = 1;
        for (var k = 0; k < _parallel; k++) all = Math.Min(all * Tiles(k), int.MaxValue);
        return Math.Clamp(Math.Min(all / ((long)_machine.Balance!.Cores * StreamTarget.ItemsPerCore), Tiles(axis)), 1, StreamTarget.MostTiles);
    }

    // Of an open extent: many.
    private long Tiles(int axis) => Constant(axis) is { } extent ? (extent + _tiles[axis] - 1) / _tiles[axis] : StreamTarget.MostTiles;

    private int LaneAxis()
    {
        var (best, used) = (-1, 1L);
        for (var k = _parallel - 1; k >= 0; k--)
        {
            var lanes = VectorTiles.UsedLanes(_tiles[k], _machine.Lanes);
            if (lanes > used) (best, used) = (k, lanes);
        }

        return best;
    }

    private long? Constant(int axis) => _axes[axis].Extent!.TryConstant(out var value) ? value : null;

    private IndexVar? LoopOf(IndexVar axis, int k) =>
        Constant(k) is { } extent && extent <= _tiles[k] ? null : IndexVar.Loop(_loopNames[k], axis.Extent!, _tiles[k]);
}

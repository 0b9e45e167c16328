using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// Code of one stage: loads, offset computations of indirect accesses (each a step of its own before the transfer that uses it), the
/// main computation, stores. What does not change in the stage's loops is done before them.
/// </summary>
internal sealed class StageCodegen
{
    private readonly KernelCodegen _kernel;
    private readonly int _number;
    private readonly LoopStage _stage;
    private readonly TilePlan _plan;
    private readonly List<Statement> _before = [];
    private readonly List<Statement> _inside = [];
    private readonly Dictionary<string, TileBuffer> _loaded = [];
    private readonly TransferShapes _shapes;

    public StageCodegen(KernelCodegen kernel, int number)
    {
        (_kernel, _number, _stage, _plan) = (kernel, number, kernel.Kernel.Stages[number], kernel.Plan);
        _shapes = new TransferShapes(_plan, _stage);
        Box = _plan.Wide(kernel.Kernel.Axes.Concat(_stage.Inner));
    }

    /// <summary>The axes of the main computation.</summary>
    public ImmutableArray<IndexVar> Box { get; }

    private ImmutableArray<VectorOp> Body => _stage.Body;

    public void Generate(List<Statement> output)
    {
        InitialiseReductions();
        var main = new ComputeEmitter(this, _plan, Box);
        var stores = new List<(LoopStore Store, TileBuffer Source)>();
        for (var op = 0; op < Body.Length; op++)
        {
            if (Body[op] is LoopReduce reduce) main.Reduce(reduce, _kernel.StageValue(_number, op), _stage.Inner);
            else if (Body[op] is LoopKeep keep) Keep(main, op, keep);
            else if (Body[op] is LoopStore store) stores.Add((store, Stored(main, store)));
        }

        Append(main.Build(_kernel.Kernel.Name), Depends(main.Used));
        foreach (var (store, source) in stores) Store(store, source);
        output.AddRange(_before);
        ImmutableArray<Statement> nest = [.. _inside];
        foreach (var axis in _stage.Inner.Reverse()) nest = KernelCodegen.Around(LoopKind.Reduction, _plan[axis], nest);
        output.AddRange(nest);
    }

    public VectorOp Op(int position) => Body[position];

    /// <summary>The buffer with what a load gives, loaded with (at least) the axes of <paramref name="box"/> that it depends on.</summary>
    public TileBuffer Loaded(int position, ImmutableArray<IndexVar> box)
    {
        var used = _shapes.Used(position);
        return Load(position, [.. box.Where(a => used.Contains(a) || a == _plan.Lane)]);
    }

    public TileBuffer StageValue(LoopStageValue value) => _kernel.StageValue(value.Stage, value.Op);

    private void Keep(ComputeEmitter main, int op, LoopKeep keep)
    {
        var buffer = _kernel.Allocate("keep", keep.Type, [.. Box], BufferRole.Scratch);
        _kernel.SetStageValue(_number, op, buffer);
        main.Store(buffer, keep.Value);
    }

    private void InitialiseReductions()
    {
        var box = _plan.Wide(_kernel.Kernel.Axes);
        var emitter = new ComputeEmitter(this, _plan, box);
        for (var op = 0; op < Body.Length; op++)
        {
            if (Body[op] is not LoopReduce reduce) continue;
            var buffer = _kernel.Allocate("acc", reduce.Type, [.. box], BufferRole.Scratch);
            _kernel.SetStageValue(_number, op, buffer);
            emitter.Initialise(buffer, Constants.Identity(reduce.Kind, reduce.Type));
        }

        if (emitter.Build(_kernel.Kernel.Name + "-init") is { } compute) _before.Add(compute);
    }

    // A value that was only loaded, or is the result of an earlier stage, is stored from where it lies.
    private TileBuffer Stored(ComputeEmitter main, LoopStore store)
    {
        if (Body[store.Value] is LoopLoad) return Load(store.Value, [.. Box]);
        if (Body[store.Value] is LoopStageValue value && StageValue(value) is { } kept && Covers(kept)) return kept;
        var buffer = _kernel.Allocate(store.Tensor.Name, store.Type, [.. Box], BufferRole.Scratch);
        main.Store(buffer, store.Value);
        return buffer;
    }

    private bool Covers(TileBuffer buffer) => buffer.Dims.Where(d => d is not null).SequenceEqual(Box);

    private void Store(LoopStore store, TileBuffer source)
    {
        var access = Indirect(store.Offset, store.Symbols, source.Dims);
        var form = _shapes.Form(store.Offset);
        _inside.Add(new Transfer(TransferDirection.Store, store.Tensor.Id, BaseOf(form, store.Symbols), source.Buffer.Id,
            _shapes.StoreAxes(form, source.Dims))
        {
            Indirect = access,
            Accumulate = store.Accumulate,
        });
    }

    private TileBuffer Load(int position, ImmutableArray<IndexVar?> dims)
    {
        var load = (LoopLoad)Body[position];
        var key = $"{load.Key}@{string.Join(',', dims.Select(d => d?.Name ?? "1"))}";
        if (_loaded.TryGetValue(key, out var known) || _kernel.Resident.TryGetValue(key, out known)) return known;
        var access = Indirect(load.Offset, load.Symbols, dims);
        var buffer = _kernel.Allocate(load.Tensor.Name, load.Type, dims, BufferRole.Load);
        var form = _shapes.Form(load.Offset);
        var varies = Depends([position]);
        Append(new Transfer(TransferDirection.Load, load.Tensor.Id, BaseOf(form, load.Symbols), buffer.Buffer.Id,
            _shapes.LoadAxes(form, load.Guards, _shapes.Used(position), buffer.Dims))
        {
            Indirect = access,
            Fill = Constants.Bits(load.Fill),
        }, varies);
        (varies ? _loaded : _kernel.Resident)[key] = buffer;
        return buffer;
    }

    private IndirectAccess? Indirect(IndexExpr offset, ImmutableArray<LoopSymbol> symbols, ImmutableArray<IndexVar?> dims)
    {
        if (symbols.IsEmpty) return null;
        var form = _shapes.Form(offset);
        if (symbols.Length > 1 || !form.Coefficient(symbols[0].Var).IsConstant) return Combined(form, symbols, dims);
        var symbol = symbols[0];
        var stride = form.Coefficient(symbol.Var).Constant;
        var used = _shapes.Used(symbol.Value);
        ImmutableArray<IndexVar?> own = [.. dims.Select(d => d is not null && used.Contains(d) ? d : null)];
        if (Body[symbol.Value] is LoopLoad { Type: ElementType.I32 or ElementType.I64 })
            return new IndirectAccess(Load(symbol.Value, own).Buffer.Id, stride) { Limit = symbol.Limit };
        var type = Body[symbol.Value].Type == ElementType.I64 ? ElementType.I64 : ElementType.I32;
        var buffer = _kernel.Allocate("offset", type, own, BufferRole.Scratch);
        var emitter = new ComputeEmitter(this, _plan, [.. own.OfType<IndexVar>()]);
        emitter.StoreSum(buffer, [(symbol.Value, IndexExpr.One)]);
        Append(emitter.Build(_kernel.Kernel.Name + "-offset"), Depends([symbol.Value]));
        return new IndirectAccess(buffer.Buffer.Id, stride) { Limit = symbol.Limit };
    }

    // Several index symbols: their weighted sum goes to a buffer of its own, as an index may still be needed.
    private IndirectAccess Combined(AffineForm form, ImmutableArray<LoopSymbol> symbols, ImmutableArray<IndexVar?> dims)
    {
        var used = symbols.SelectMany(s => _shapes.Used(s.Value)).ToHashSet();
        ImmutableArray<IndexVar?> own = [.. dims.Select(d => d is not null && used.Contains(d) ? d : null)];
        var buffer = _kernel.Allocate("offset", ElementType.I64, own, BufferRole.Scratch);
        var emitter = new ComputeEmitter(this, _plan, [.. own.OfType<IndexVar>()]);
        emitter.StoreSum(buffer, [.. symbols.Select(s => (s.Value, form.Coefficient(s.Var)))]);
        Append(emitter.Build(_kernel.Kernel.Name + "-offset"), Depends(symbols.Select(s => s.Value)));
        return new IndirectAccess(buffer.Buffer.Id, 1);
    }

    private IndexExpr BaseOf(AffineForm form, ImmutableArray<LoopSymbol> symbols) => _plan.AtStart(form);

    private void Append(Statement? statement, bool inside)
    {
        if (statement is not null) (inside ? _inside : _before).Add(statement);
    }

    // Whether something changes from one iteration of the stage's loops to the next.
    private bool Depends(IEnumerable<int> positions)
    {
        var used = positions.SelectMany(p => _shapes.Used(p)).ToHashSet();
        return _stage.Inner.Any(a => _plan[a].Loop is not null && used.Contains(a));
    }
}

using System.Collections.Immutable;
using System.Linq.Expressions;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>
/// Plans one kernel: finds its work-items and compiles each kind of them. Ids in the trace are those of the kernel, moved by the numbers
/// of earlier kernels' buffers and operations.
/// </summary>
internal sealed class KernelPlanner(Module module, int kernelId, ImmutableArray<StaticCost> costs, int firstBuffer, int firstTile,
    DiagnosticBag diagnostics)
{
    private readonly Kernel _kernel = module.Kernels[kernelId];
    private readonly List<TransferPlan> _transfers = [];
    private readonly List<WaitPlan> _waits = [];
    private readonly List<IndexVar> _slots = [.. module.Sizes];
    private readonly HashSet<int> _offsetBuffers =
        [.. module.Kernels[kernelId].Body.All().OfType<Transfer>().Select(t => t.Indirect?.OffsetBuffer ?? -1).Where(b => b >= 0)];

    public KernelPlan Plan()
    {
        var operations = ModuleCosts.Operations(_kernel).Select(Operation).ToImmutableArray();
        var body = Nodes(_kernel.Body, [], null);
        var versions = BufferBounds.Of(_kernel, module);
        var buffers = _kernel.Buffers.Select(b => new TraceBuffer(firstBuffer + b.Id, $"{_kernel.Name}.{b.Name}", b.Bytes(Lanes), b.Role)
        {
            Versions = versions[b.Id],
        });
        var weights = new TraceBuffer(WeightsBuffer, _kernel.Name + ".weights", 0, BufferRole.Weights) { Versions = 1 };
        var tiles = costs.Select((c, id) => new TileCost(firstTile + id, $"{_kernel.Name}.{c.Name}", c.Unit, c.Cycles, c.Overlap));
        return new KernelPlan(
            new TraceKernel(kernelId, _kernel.Name, _kernel.DependsOn, 0), [.. buffers, weights], [.. tiles], [.. _transfers], operations,
            [.. _waits], body, _slots.Count);
    }

    private int Lanes => module.Machine.Lanes;

    private int WeightsBuffer => firstBuffer + _kernel.Buffers.Length;

    private ImmutableArray<WorkNode> Nodes(ImmutableArray<Statement> body, ImmutableArray<Loop> loops, Loop? innermost)
    {
        var nodes = ImmutableArray.CreateBuilder<WorkNode>();
        var run = ImmutableArray.CreateBuilder<Statement>();
        foreach (var statement in body)
        {
            if (statement is not Loop { Kind: LoopKind.Parallel } loop)
            {
                run.Add(statement);
                continue;
            }

            Flush();
            nodes.Add(LoopNode(loop, loops));
        }

        Flush();
        return nodes.ToImmutable();

        void Flush()
        {
            if (run.Count > 0) nodes.Add(Leaf(run.ToImmutable(), loops, innermost));
            run.Clear();
        }
    }

    private WorkLoop LoopNode(Loop loop, ImmutableArray<Loop> outer)
    {
        var extent = SlotFunction(loop.Extent);
        var slot = _slots.Count;
        _slots.Add(loop.Var);
        return new WorkLoop(slot, extent, loop.Step, Nodes(loop.Body, outer.Add(loop), loop));
    }

    private WorkLeaf Leaf(ImmutableArray<Statement> statements, ImmutableArray<Loop> loops, Loop? innermost)
    {
        Check(statements);
        var code = new WorkItemCompiler(this, _slots).Compile(statements);
        var waits = innermost?.DependsOn is { } d
            ? new WorkItemWaits(SlotFunction(d.First), SlotFunction(d.Stride), SlotFunction(d.Count))
            : null;
        return new WorkLeaf(code, [.. loops.Select(l => (_slots.IndexOf(l.Var), l.Step))], waits);
    }

    private void Check(ImmutableArray<Statement> statements)
    {
        var all = statements.All().ToArray();
        foreach (var loop in all.OfType<Loop>().Where(l => l.Kind == LoopKind.Parallel))
        {
            diagnostics.Error(ProducerDiagnostics.NestedParallel, Where, $"parallel loop '{loop.Var}' lies inside a reduction or inner loop; "
                + "parallel loops must be outermost");
        }

        var loads = all.OfType<Transfer>().Where(t => t.IsAsync).Select(t => t.Tag).ToHashSet();
        foreach (var wait in all.OfType<Wait>().Where(w => !loads.Contains(w.Tag)))
        {
            diagnostics.Error(ProducerDiagnostics.WaitWithoutLoad, Where, $"a wait for tag {wait.Tag} of buffer "
                + $"'{_kernel.Buffers[wait.Buffer].Name}', but no asynchronous load of the work-item has that tag");
        }
    }

    private BufferUses Uses(Statement operation) => operation switch
    {
        Compute compute => BufferUses.Of(compute, _kernel, new DiagnosticBag()),
        Preload preload => new BufferUses([preload.Weights.Buffer], [_kernel.Buffers.Length]),
        Matmul matmul => new BufferUses([matmul.A.Buffer, matmul.C.Buffer, _kernel.Buffers.Length], [matmul.C.Buffer]),
        _ => new BufferUses([], []),
    };

    private OperationPlan Operation(Statement operation, int id)
    {
        if (operation is Compute compute) BufferUses.Of(compute, _kernel, diagnostics);
        var uses = Uses(operation);
        long[] dims = operation switch
        {
            Compute c => [.. c.Extents],
            Preload p => [p.Rows, p.Columns],
            Matmul m => [m.Rows, m.Columns, m.Depth],
            _ => [],
        };
        return new OperationPlan(firstTile + id, dims, Moved(uses.Reads), Moved(uses.Writes));
    }

    private int[] Moved(int[] buffers) => [.. buffers.Select(b => firstBuffer + b)];

    /// <summary>Registers a transfer; the number of its site.</summary>
    public int Site(Transfer transfer)
    {
        if (transfer.Axes.Length > 4)
        {
            diagnostics.Error(ProducerDiagnostics.TransferRank, Where,
                $"a transfer of buffer '{_kernel.Buffers[transfer.Buffer].Name}' has {transfer.Axes.Length} axes; run decompose-transfers first");
        }

        _transfers.Add(new TransferPlan(_kernel, transfer, firstBuffer));
        return _transfers.Count - 1;
    }

    /// <summary>True if an indirect transfer reads its offsets from the buffer.</summary>
    public bool IsOffsetBuffer(int buffer) => _offsetBuffers.Contains(buffer);

    /// <summary>Buffers of offsets that a compute writes.</summary>
    public IEnumerable<int> OffsetsWritten(Compute compute) => Uses(compute).Writes.Where(IsOffsetBuffer);

    public TransferPlan Transfer(int site) => _transfers[site];

    /// <summary>Registers a wait; the number of its site.</summary>
    public int Site(Wait wait)
    {
        _waits.Add(new WaitPlan(wait.Tag, [firstBuffer + wait.Buffer]));
        return _waits.Count - 1;
    }

    public void Refuse(Statement statement) => diagnostics.Error(ProducerDiagnostics.Unclassified, Where,
        $"statement {statement.GetType().Name} has no record of its own; it must have been lowered before");

    private string Where => $"kernel '{_kernel.Name}'";

    private Func<long[], long> SlotFunction(IndexExpr index)
    {
        if (index.TryConstant(out var constant)) return _ => constant;
        var vars = Expression.Parameter(typeof(long[]), "vars");
        var locals = SlotLocal.Of(_slots, index);
        var body = Expression.Block(
            locals.Select(l => l.Local), [.. SlotLocal.Loads(locals, vars), new IndexCompiler(SlotLocal.ByName(locals)).Of(index)]);
        return Expression.Lambda<Func<long[], long>>(body, vars).Compile();
    }
}

using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Tests.Systolic;

/// <summary>Runs the loops of a kernel and counts what it would do; refuses a wait for a slot that nothing has loaded.</summary>
internal sealed class RecordCount
{
    private readonly Dictionary<IndexVar, long> _values = [];
    private readonly HashSet<(int Tag, long Slot)> _issued = [];
    private readonly HashSet<(int Tag, long Slot)> _waited = [];

    public long WorkItems { get; private set; }

    public long Preloads { get; private set; }

    public long Matmuls { get; private set; }

    public long Loads { get; private set; }

    public long Stores { get; private set; }

    public long Waits { get; private set; }

    /// <summary>Loads issued again before anything waited for them: the reference's duplicates.</summary>
    public long Duplicates { get; private set; }

    public static RecordCount Of(Kernel kernel, params (string Name, long Value)[] sizes)
    {
        var count = new RecordCount();
        foreach (var (name, value) in sizes) count._values[IndexVar.Size(name)] = value;
        count.Run(kernel.Body, false);
        return count;
    }

    private void Run(ImmutableArray<Statement> body, bool inItem)
    {
        foreach (var statement in body) Run(statement, inItem);
    }

    private void Run(Statement statement, bool inItem)
    {
        switch (statement)
        {
            case Loop loop: Run(loop, inItem); break;
            case Preload: Preloads++; break;
            case Matmul: Matmuls++; break;
            case Transfer { Direction: TransferDirection.Store }: Stores++; break;
            case Transfer load: Load(load); break;
            case Wait wait: Wait(wait); break;
            case TileMatmul: throw new InvalidOperationException("a product was not lowered");
        }
    }

    private void Run(Loop loop, bool inItem)
    {
        var isItem = loop.Kind == LoopKind.Parallel && !loop.Body.Any(s => s is Loop { Kind: LoopKind.Parallel });
        var extent = loop.Extent.Evaluate(v => _values[v]);
        for (long i = 0; i < extent; i += loop.Step)
        {
            if (isItem) (WorkItems, _) = (WorkItems + 1, Forget());
            _values[loop.Var] = i;
            Run(loop.Body, inItem || isItem);
        }
    }

    private bool Forget()
    {
        if (!_issued.SetEquals(_waited)) throw new InvalidOperationException("a load is never waited for");
        _issued.Clear();
        _waited.Clear();
        return true;
    }

    private void Load(Transfer load)
    {
        Loads++;
        if (!load.IsAsync) return;
        var key = (load.Tag, load.Slot.Evaluate(v => _values[v]));
        if (!_issued.Add(key) && !_waited.Contains(key)) Duplicates++;
        _waited.Remove(key);
    }

    private void Wait(Wait wait)
    {
        Waits++;
        var key = (wait.Tag, wait.Slot.Evaluate(v => _values[v]));
        if (!_issued.Contains(key)) throw new InvalidOperationException($"wait for {key}, which nothing loads");
        _waited.Add(key);
    }
}

using System.Collections.Immutable;
using System.Linq.Expressions;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>Compiles the statements of one work-item to a delegate: loops over checked integers that call the emitter.</summary>
internal sealed class WorkItemCompiler
{
    private readonly KernelPlanner _planner;
    private readonly List<SlotLocal> _slots;
    private readonly Dictionary<string, ParameterExpression> _variables;
    private readonly HashSet<string> _constantInRun;
    private readonly ParameterExpression _vars = Expression.Parameter(typeof(long[]), "vars");
    private readonly ParameterExpression _emitter = Expression.Parameter(typeof(RecordEmitter), "emitter");
    private readonly IndexCompiler _index;

    public WorkItemCompiler(KernelPlanner planner, IReadOnlyList<IndexVar> slots)
    {
        _planner = planner;
        _slots = SlotLocal.Of(slots, _ => true);
        _variables = SlotLocal.ByName(_slots);
        _constantInRun = [.. slots.Where(s => s.Kind == IndexVarKind.Size).Select(s => s.Name)];
        _index = new IndexCompiler(_variables);
    }

    public WorkItemCode Compile(ImmutableArray<Statement> statements)
    {
        var code = Block(statements);
        var all = Expression.Block(_slots.Select(s => s.Local), [.. SlotLocal.Loads(_slots, _vars), code, Expression.Empty()]);
        return Expression.Lambda<WorkItemCode>(all, _vars, _emitter).Compile();
    }

    private Expression Block(ImmutableArray<Statement> statements)
    {
        var code = new List<Expression>();
        foreach (var statement in statements) Add(statement, code);
        return code.Count == 0 ? Expression.Empty() : Expression.Block(code);
    }

    private void Add(Statement statement, List<Expression> code)
    {
        switch (statement)
        {
            case Loop loop: code.Add(Loop(loop)); break;
            case Transfer transfer: Add(transfer, code); break;
            case Wait wait: code.Add(Call(nameof(RecordEmitter.Wait), Constant(_planner.Site(wait)), Slot(wait.Slot))); break;
            case Compute compute:
                code.Add(Operation(compute.Id));
                foreach (var buffer in _planner.OffsetsWritten(compute)) code.Add(Call(nameof(RecordEmitter.Forget), Constant(buffer)));
                break;
            case Preload preload: code.Add(Operation(preload.Id)); break;
            case Matmul matmul: code.Add(Operation(matmul.Id)); break;
            default: _planner.Refuse(statement); break;
        }
    }

    private BlockExpression Loop(Loop loop)
    {
        var variable = Expression.Variable(typeof(long), loop.Var.Name);
        var end = Expression.Variable(typeof(long), loop.Var.Name + "_end");
        var extent = _index.Of(loop.Extent);
        _variables[loop.Var.Name] = variable;
        var body = Block(loop.Body);
        _variables.Remove(loop.Var.Name);
        var exit = Expression.Label();
        return Expression.Block(
            [variable, end],
            Expression.Assign(end, extent),
            Expression.Assign(variable, Expression.Constant(0L)),
            Expression.Loop(
                Expression.Block(
                    Expression.IfThen(Expression.GreaterThanOrEqual(variable, end), Expression.Break(exit)),
                    body,
                    Expression.Assign(variable, Expression.AddChecked(variable, Expression.Constant(loop.Step)))),
                exit));
    }

    private void Add(Transfer transfer, List<Expression> code)
    {
        var site = _planner.Site(transfer);
        var axes = _planner.Transfer(site).Axes;
        for (var k = 0; k < axes.Length; k++)
        {
            if (axes[k].Low is { } low) code.Add(Call(nameof(RecordEmitter.Low), Constant(site), Constant(k), _index.Of(low)));
            if (axes[k].High is { } high) code.Add(Call(nameof(RecordEmitter.High), Constant(site), Constant(k), _index.Of(high)));
            if (!IsConstantInRun(axes[k].DramStride))
                code.Add(Call(nameof(RecordEmitter.Stride), Constant(site), Constant(k), _index.Of(axes[k].DramStride)));
        }

        if (transfer.Indirect is null)
        {
            code.Add(Call(nameof(RecordEmitter.Transfer), Constant(site), _index.Of(transfer.Base), Slot(transfer.Slot)));
            AddCapture(transfer, site, code);
            return;
        }

        AddOrigin(transfer, site, code);
        var limit = transfer.Indirect.Limit is { } l ? _index.Of(l) : Expression.Constant(0L);
        code.Add(Call(nameof(RecordEmitter.Indirect), Constant(site), _index.Of(transfer.Base), Slot(transfer.Slot), limit));
    }

    // A load into a buffer of offsets: its values decide what a later indirect transfer touches.
    private void AddCapture(Transfer transfer, int site, List<Expression> code)
    {
        if (!_planner.IsOffsetBuffer(transfer.Buffer) || transfer.Direction != TransferDirection.Load) return;
        AddOrigin(transfer, site, code);
        code.Add(Call(nameof(RecordEmitter.Capture), Constant(site), _index.Of(transfer.Base)));
    }

    private void AddOrigin(Transfer transfer, int site, List<Expression> code)
    {
        for (var a = 0; a < transfer.Origin.Length; a++)
            code.Add(Call(nameof(RecordEmitter.Origin), Constant(site), Constant(a), _index.Of(transfer.Origin[a])));
    }

    private bool IsConstantInRun(IndexExpr index) => index.Variables().All(v => _constantInRun.Contains(v.Name));

    private MethodCallExpression Operation(int id) => Call(nameof(RecordEmitter.Operation), Constant(id));

    private UnaryExpression Slot(IndexExpr slot) => Expression.ConvertChecked(_index.Of(slot), typeof(int));

    private static ConstantExpression Constant(int value) => Expression.Constant(value);

    private MethodCallExpression Call(string method, params Expression[] arguments) => Expression.Call(_emitter, method, null, arguments);
}

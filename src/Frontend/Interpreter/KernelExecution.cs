using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;
using ActorSim.Frontend.Interpreter.Steps;

namespace ActorSim.Frontend.Interpreter;

/// <summary>
/// Runs a kernel work-item by work-item, in order of dispatch. Neighbouring statements outside parallel loops are one work-item. Iterations
/// of a parallel loop are spread over threads where their order cannot matter: no dependence, nothing accumulated in DRAM.
/// </summary>
internal sealed class KernelExecution
{
    private readonly Module _module;
    private readonly Kernel _kernel;
    private readonly DramTensor[] _tensors;
    private readonly IndexSlots _slots;
    private readonly List<WorkItemGroup> _groups = [];
    private readonly int _threads;
    private readonly ScratchArrays _arrays;
    private readonly List<WorkItem> _items = [];

    public KernelExecution(Module module, Kernel kernel, DramTensor[] tensors, IndexSlots slots, int threads, ScratchArrays arrays)
    {
        (_module, _kernel, _tensors, _slots, _arrays) = (module, kernel, tensors, slots, arrays);
        var ordered = kernel.Body.All().Any(s => s is Transfer { Accumulate: true } or Loop { DependsOn: not null });
        _threads = ordered ? 1 : threads;
    }

    public void Run(long[] sizes)
    {
        var values = (long[])sizes.Clone();
        Enumerate(_kernel.Body, values, [], null);
        if (_threads == 1 || _items.Count < 2) RunRange(0, 1, sizes);
        else RunParallel(sizes);
    }

    private void RunParallel(long[] sizes)
    {
        var failures = new (int Item, CompileException Failure)?[_threads];
        Parallel.For(0, _threads, new ParallelOptions { MaxDegreeOfParallelism = _threads }, t =>
        {
            var at = 0;
            try
            {
                RunRange(t, _threads, sizes, i => at = i);
            }
            catch (CompileException failure)
            {
                failures[t] = (at, failure);
            }
        });
        if (failures.Where(f => f is not null).MinBy(f => f!.Value.Item) is { } first) throw first.Failure;
    }

    private void RunRange(int start, int stride, long[] sizes, Action<int>? before = null)
    {
        using var state = new WorkItemState(_kernel, _module.Machine, _tensors, (long[])sizes.Clone(), _arrays);
        var programs = new Step[_groups.Count][];
        for (var i = start; i < _items.Count; i += stride)
        {
            before?.Invoke(i);
            var item = _items[i];
            var group = _groups[item.Group];
            programs[item.Group] ??= new StepCompiler(_module, _kernel, _slots).Compile(group.Body);
            state.Loops.Clear();
            for (var l = 0; l < group.Loops.Length; l++)
            {
                state.Values[group.Loops[l].Slot] = item.Indices[l];
                state.Loops.Add(group.Loops[l]);
            }

            state.Begin(i);
            RunItem(programs[item.Group], state);
        }
    }

    private static void RunItem(Step[] program, WorkItemState state)
    {
        try
        {
            foreach (var step in program) step.Run(state);
        }
        catch (OverflowException overflow)
        {
            throw state.Fail(FunctionalCodes.Malformed, "", $"an index leaves 64 bits: {overflow.Message}");
        }
    }

    private void Enumerate(ImmutableArray<Statement> body, long[] values, ImmutableArray<(string Name, int Slot)> loops, Loop? inner)
    {
        var run = new List<Statement>();
        foreach (var statement in body)
        {
            if (statement is not Loop { Kind: LoopKind.Parallel } loop)
            {
                run.Add(statement);
                continue;
            }

            Close(run, values, loops, inner);
            var slot = _slots.Of(loop.Var);
            var extent = IndexProgram.Of(loop.Extent, _slots).Evaluate(values);
            for (long i = 0; i < extent; i += loop.Step)
            {
                values[slot] = i;
                Enumerate(loop.Body, values, loops.Add((loop.Var.Name, slot)), loop);
            }
        }

        Close(run, values, loops, inner);
    }

    private void Close(List<Statement> run, long[] values, ImmutableArray<(string Name, int Slot)> loops, Loop? inner)
    {
        if (run.Count == 0) return;
        var group = _groups.FindIndex(g => ReferenceEquals(g.Body[0], run[0]));
        if (group < 0)
        {
            group = _groups.Count;
            _groups.Add(new WorkItemGroup([.. run], loops));
        }

        if (inner?.DependsOn is { } dependence) Check(dependence, values, inner);
        _items.Add(new WorkItem(group, [.. loops.Select(l => values[l.Slot])]));
        run.Clear();
    }

    private void Check(WorkItemDependence dependence, long[] values, Loop loop)
    {
        long Evaluate(IndexExpr expression) => IndexProgram.Of(expression, _slots).Evaluate(values);
        var count = Evaluate(dependence.Count);
        if (count <= 0) return;
        var (first, stride) = (Evaluate(dependence.First), Evaluate(dependence.Stride));
        var last = first + stride * (count - 1);
        if (Math.Min(first, last) >= 0 && Math.Max(first, last) < _items.Count) return;
        var message = $"waits for work-items {first}..{last}, which must all come before it";
        throw new CompileException(FunctionalCodes.BadDependence, $"kernel '{_kernel.Name}', work-item {_items.Count} (loop {loop.Var})", message);
    }

    private sealed record WorkItemGroup(ImmutableArray<Statement> Body, ImmutableArray<(string Name, int Slot)> Loops);

    private readonly record struct WorkItem(int Group, long[] Indices);
}

using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Passes.Verify;

/// <summary>Checks the statements of one kernel.</summary>
internal sealed class KernelChecks(Module module, Kernel kernel, bool lowered, DiagnosticBag diagnostics)
{
    private readonly List<IndexVar> _scope = [.. module.Sizes];
    private readonly HashSet<int> _loaded = [];
    private readonly HashSet<int> _waited = [];
    private int _nextCompute;

    public Module Module => module;

    public Kernel Kernel => kernel;

    public void Run()
    {
        Check(kernel.Body, outsideItems: true);
        foreach (var tag in _waited.Except(_loaded).Order())
            Error(VerifierCodes.Unpaired, $"tag {tag}", "is waited for, but no asynchronous load has it");
        // Systolic lowering adds the waits of whole-tile products.
        if (kernel.Body.All().Any(s => s is TileMatmul)) return;
        foreach (var tag in _loaded.Except(_waited).Order())
            Error(VerifierCodes.Unpaired, $"tag {tag}", "asynchronous loads have it, but nothing waits for it");
    }

    public void Error(DiagnosticCode code, string what, string message) =>
        diagnostics.Error(code, $"{Verifier.Where(kernel)}, {what}", message);

    /// <summary>The buffer of that id, reported if there is none.</summary>
    public SpadBuffer? Buffer(int id, string what)
    {
        if (id >= 0 && id < kernel.Buffers.Length) return kernel.Buffers[id];
        Error(VerifierCodes.UnknownReference, what, $"buffer {id} does not exist (there are {kernel.Buffers.Length})");
        return null;
    }

    /// <summary>Reports variables that are not in scope.</summary>
    public void Scope(IndexExpr? expression, string what)
    {
        if (expression is null) return;
        foreach (var variable in expression.Variables().Where(v => !_scope.Contains(v)))
            Error(VerifierCodes.UnknownReference, what, $"'{variable}' in {expression} is neither a size nor a loop around it");
    }

    /// <summary>Reports origins that do not fit a buffer's axes, or whose box certainly leaves it.</summary>
    public void Origin(SpadBuffer buffer, ImmutableArray<IndexExpr> origin, Func<int, long> last, string what)
    {
        if (origin.Length != buffer.Shape.Length)
        {
            Error(VerifierCodes.BadShape, what, $"has an origin of {origin.Length} axes in buffer '{buffer.Name}' of {buffer.Shape.Length}");
            return;
        }

        for (var axis = 0; axis < origin.Length; axis++)
        {
            Scope(origin[axis], what);
            var range = origin[axis].Range;
            if (range.Max >= 0 && (Int128)range.Min + last(axis) < buffer.Shape[axis]) continue;
            Error(VerifierCodes.OutOfBounds, what, $"indices {origin[axis]} .. + {last(axis)} of axis {axis} leave buffer '{buffer.Name}' of extent " +
                $"{buffer.Shape[axis]}");
        }
    }

    private void Check(ImmutableArray<Statement> body, bool outsideItems)
    {
        foreach (var statement in body) Check(statement, outsideItems);
    }

    private void Check(Statement statement, bool outsideItems)
    {
        switch (statement)
        {
            case Loop loop: Check(loop, outsideItems); break;
            case Transfer transfer:
                new TransferChecks(this, transfer, lowered).Run();
                if (transfer.IsAsync) _loaded.Add(transfer.Tag);
                break;
            case Wait wait:
                Tag(wait.Tag, "wait");
                Scope(wait.Slot, "wait");
                Buffer(wait.Buffer, "wait");
                _waited.Add(wait.Tag);
                break;
            case Compute compute:
                Number(compute.Id, $"compute '{compute.Name}'");
                new ComputeChecks(this, compute).Run();
                break;
            case Preload preload: Check(preload); break;
            case Matmul matmul: Check(matmul); break;
            case TileMatmul tile: Check(tile); break;
        }
    }

    public void Tag(int tag, string what)
    {
        if (tag < 0 || tag >= kernel.Tags) Error(VerifierCodes.UnknownReference, what, $"tag {tag} is outside the kernel's {kernel.Tags}");
    }

    private void Check(Loop loop, bool outsideItems)
    {
        var what = $"loop {loop.Var}";
        Scope(loop.Extent, what);
        if (loop.Step < 1) Error(VerifierCodes.BadLoop, what, $"has step {loop.Step}, 1 or more expected");
        if (_scope.Contains(loop.Var)) Error(VerifierCodes.BadId, what, "the name is used by a size or a loop around it");
        if (loop.Kind == LoopKind.Parallel && !outsideItems) Error(VerifierCodes.BadLoop, what, "a parallel loop stands inside a loop of another kind");
        _scope.Add(loop.Var);
        if (loop.DependsOn is { } depends)
        {
            if (loop.Kind != LoopKind.Parallel || loop.Body.All().Any(s => s is Loop { Kind: LoopKind.Parallel }))
                Error(VerifierCodes.BadLoop, what, "only an innermost parallel loop may name work-items to wait for");
            foreach (var expression in new[] { depends.First, depends.Stride, depends.Count }) Scope(expression, what);
        }

        Check(loop.Body, outsideItems && loop.Kind == LoopKind.Parallel);
        _scope.RemoveAt(_scope.Count - 1);
    }

    private void Check(Preload preload)
    {
        Number(preload.Id, "preload");
        Operand(preload.Weights, preload.Rows, preload.Columns, "preload");
        Array("preload", preload.Rows, preload.Columns);
    }

    private void Check(Matmul matmul)
    {
        Number(matmul.Id, "matmul");
        Operand(matmul.A, matmul.Rows, matmul.Depth, "matmul A");
        Operand(matmul.C, matmul.Rows, matmul.Columns, "matmul C");
        Array("matmul", matmul.Depth, matmul.Columns);
    }

    private void Check(TileMatmul tile)
    {
        if (lowered) Error(VerifierCodes.NotLowered, "tile matmul", "is left after systolic lowering");
        Operand(tile.A, tile.M, tile.K, "tile matmul A");
        Operand(tile.B, tile.K, tile.N, "tile matmul B");
        Operand(tile.C, tile.M, tile.N, "tile matmul C");
    }

    private void Array(string what, long rows, long columns)
    {
        var lanes = module.Machine.Lanes;
        if (rows > lanes || columns > lanes) Error(VerifierCodes.ArrayOverflow, what, $"{rows} x {columns} weights do not fit the array of {lanes} x {lanes}");
    }

    private void Operand(MatrixOperand operand, long rows, long columns, string what)
    {
        if (Buffer(operand.Buffer, what) is not { } buffer) return;
        if (rows < 1 || columns < 1 || operand.RowStep < 1)
            Error(VerifierCodes.BadShape, what, $"{rows} x {columns} with row step {operand.RowStep}: all must be 1 or more");
        if (operand.RowAxis < 0 || operand.ColumnAxis < 0 || operand.RowAxis == operand.ColumnAxis
            || operand.RowAxis >= buffer.Shape.Length || operand.ColumnAxis >= buffer.Shape.Length)
        {
            Error(VerifierCodes.BadShape, what, $"rows on axis {operand.RowAxis}, columns on {operand.ColumnAxis} of buffer '{buffer.Name}'");
            return;
        }

        if (buffer.LaneAxis != operand.ColumnAxis)
            Error(VerifierCodes.ForeignLane, what, $"its columns are axis {operand.ColumnAxis} of buffer '{buffer.Name}', whose lane axis is {buffer.LaneAxis}");
        Origin(buffer, operand.Origin, a => a == operand.RowAxis ? (rows - 1) * operand.RowStep : a == operand.ColumnAxis ? columns - 1 : 0, what);
    }

    private void Number(int id, string what)
    {
        if (lowered && id != _nextCompute) Error(VerifierCodes.BadId, what, $"has id {id}, {_nextCompute} expected");
        _nextCompute++;
    }
}

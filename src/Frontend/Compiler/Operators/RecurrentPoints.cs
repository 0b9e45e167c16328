using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>The pointwise kernel of a step, over [batch, hidden].</summary>
internal sealed class RecurrentPoints
{
    private readonly RecurrentStep _step;
    private readonly LoopKernelBuilder _kernel;
    private readonly ImmutableArray<IndexExpr> _index;

    public RecurrentPoints(RecurrentStep step)
    {
        _step = step;
        _kernel = Layer.Lowering.Kernel($"{Layer.Node.Name}.step{step.Time}");
        _index = _kernel.ParallelAll([Layer.Batch, Layer.Hidden]);
        Stage = _kernel.Stage();
    }

    public LoopStageBuilder Stage { get; }

    private RecurrentLayer Layer => _step.Layer;

    /// <summary>What the inputs of this step give for a gate, bias included.</summary>
    public LoopValue Input(int gate)
    {
        var value = Stage.Load(Layer.Projected, _step.Time, _index[0], gate * Layer.Hidden + _index[1]);
        return Layer.Bias(Stage, gate, false, _index[1]) is { } bias ? value + bias : value;
    }

    public LoopValue RecurrentBias(int gate) => Layer.Bias(Stage, gate, true, _index[1]) ?? Stage.Constant(_step.State.Type, 0);

    public LoopValue? Peephole(int number) => Layer.Peephole(Stage, number, _index[1]);

    /// <summary>The element of a tensor [batch, gates * hidden].</summary>
    public LoopValue From(TensorDecl tensor, int gate) => Stage.Load(tensor, _index[0], gate * Layer.Hidden + _index[1]);

    public void Store(TensorDecl target, LoopValue value)
    {
        Stage.Store(target, _index, value);
        _kernel.Emit();
    }

    /// <summary>Behind the end of a sequence the state stays and the output is 0.</summary>
    public void Finish(LoopValue state, LoopValue? cell)
    {
        var output = state;
        if (Layer.Lowering.Input(Layer.Node, 4) is { } lengths)
        {
            var length = Stage.Load(lengths, _index[0]).Cast(ElementType.I64);
            var isInside = Stage.Constant(ElementType.I64, _step.Time).Binary(BinaryKind.Less, length);
            output = Stage.Select(isInside, state, Stage.Constant(state.Type, 0));
            state = Stage.Select(isInside, state, From(_step.State, 0));
            if (cell is { } next) cell = Stage.Select(isInside, next, From(_step.Cell!, 0));
        }

        if (Layer.All is { } all) Stage.Store(all, [_step.Time, .. _index], output);
        if (cell is { } kept) Stage.Store(_step.NextCell!, _index, kept);
        Store(_step.NextState, state);
    }
}

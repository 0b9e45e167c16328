using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Systolic;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>One step of a recurrent layer: from a state (and cell) [batch, hidden] to the next.</summary>
internal sealed class RecurrentStep(RecurrentLayer layer, long time, TensorDecl state, TensorDecl? cell)
{
    public RecurrentLayer Layer => layer;

    public long Time => time;

    public TensorDecl State => state;

    public TensorDecl? Cell => cell;

    public TensorDecl NextState { get; } = layer.Lowering.Scratch(layer.Node, state.Type, state.Shape);

    public TensorDecl? NextCell { get; } = cell is null ? null : layer.Lowering.Scratch(layer.Node, state.Type, state.Shape);

    /// <summary>A state times weights of so many gates, on the array: [batch, gates * hidden].</summary>
    public TensorDecl StateTimes(MatrixView weights, TensorDecl operand, int gates)
    {
        var columns = gates * layer.Hidden;
        var result = layer.Lowering.Scratch(layer.Node, state.Type, [layer.Batch, columns]);
        var spec = new MatmulSpec(MatrixView.Of(operand), weights, MatrixView.Of(result), layer.Batch, columns, layer.Hidden)
        {
            Name = $"{layer.Node.Name}.state{time}",
        };
        MatmulBuilder.Append(layer.Lowering.Module, spec, layer.Lowering.Compile);
        return result;
    }

    public RecurrentPoints Points() => new(this);

    /// <summary>A new tensor [batch, hidden] of a value at each point.</summary>
    public TensorDecl Pointwise(Func<RecurrentPoints, LoopValue> value)
    {
        var result = layer.Lowering.Scratch(layer.Node, state.Type, state.Shape);
        var points = Points();
        points.Store(result, value(points));
        return result;
    }
}

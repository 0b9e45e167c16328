using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Systolic;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>One direction of a recurrent layer: its sizes, weights and the products with all inputs.</summary>
internal sealed class RecurrentLayer
{
    private const long MostSteps = 4096;

    private readonly int _gates;
    private readonly int _direction;
    private readonly bool _isBatchFirst;
    private readonly TensorDecl _recurrence;
    private readonly Outputs _outputs;

    public RecurrentLayer(GraphNode node, LoweringContext lowering, int gates, int direction, Outputs outputs)
    {
        (Node, Lowering, _gates, _direction, _outputs) = (node, lowering, gates, direction, outputs);
        _isBatchFirst = node.Int("layout") != 0;
        var x = lowering.Required(node, 0);
        _recurrence = lowering.Required(node, 2);
        if (!Accumulator.Takes(x.Type) || !x.Type.IsFloat()) throw new ArgumentException($"a recurrent layer of {x.Type.Name()}");
        Steps = RecurrentOperators.Constant(x.Shape[_isBatchFirst ? 1 : 0], "the number of steps");
        if (Steps > MostSteps) throw new ArgumentException($"{Steps} steps: every step becomes kernels of its own; at most {MostSteps} do");
        (Batch, Hidden) = (x.Shape[_isBatchFirst ? 0 : 1], _recurrence.Shape[2]);
        Projected = Project(x);
    }

    public GraphNode Node { get; }

    public LoweringContext Lowering { get; }

    public long Steps { get; }

    public IndexExpr Batch { get; }

    public IndexExpr Hidden { get; }

    /// <summary>Inputs times their weights: [steps, batch, gates * hidden].</summary>
    public TensorView Projected { get; }

    public bool HasCell => _gates == 4;

    private bool IsReverse => Node.Text("direction") == "reverse" || _direction == 1;

    public static int Directions(GraphNode node) => node.Text("direction") == "bidirectional" ? 2 : 1;

    public void Run(Action<RecurrentLayer, RecurrentStep> emit)
    {
        var state = Initial(5);
        var cell = HasCell ? Initial(6) : null;
        for (var i = 0; i < Steps; i++)
        {
            var step = new RecurrentStep(this, IsReverse ? Steps - 1 - i : i, state, cell);
            emit(this, step);
            (state, cell) = (step.NextState, step.NextCell);
        }

        Give(state, _outputs.LastState);
        if (cell is not null) Give(cell, _outputs.LastCell);
    }

    /// <summary>The activation of that number of this direction, of a sum cut to the clip range.</summary>
    public LoopValue Function(int number, LoopValue x)
    {
        string[] names = Node.Attribute("activations") is { } given ? [.. given.Strings]
            : _gates == 1 ? ["Tanh", "Tanh"] : [.. Enumerable.Range(0, 2).SelectMany(_ => Defaults)];
        if (Node.Float("clip") is > 0 and var clip) x = x.Binary(BinaryKind.Max, -clip).Binary(BinaryKind.Min, clip);
        var each = _gates switch { 1 => 1, 3 => 2, _ => 3 };
        var place = _direction * each + number;
        return RecurrentOperators.Apply(names[place], x,
            RecurrentOperators.Parameter(Node, "activation_alpha", names, place, "affine", "leakyrelu", "thresholdedrelu", "scaledtanh", "hardsigmoid", "elu"),
            RecurrentOperators.Parameter(Node, "activation_beta", names, place, "affine", "scaledtanh", "hardsigmoid"));
    }

    /// <summary>Weights of the state for so many gates, as hidden x (gates * hidden).</summary>
    public MatrixView Recurrence(int firstGate, int gates) => new(_recurrence, 1, Hidden)
    {
        Start = (IndexExpr)_direction * _gates * Hidden * Hidden + firstGate * Hidden * Hidden,
    };

    /// <summary>A value of the bias at a gate: of the inputs, or (second half) of the state; null if there is none.</summary>
    public LoopValue? Bias(LoopStageBuilder stage, int gate, bool isRecurrent, IndexExpr hidden) => Lowering.Input(Node, 3) is { } bias
        ? stage.Load(bias, _direction, ((isRecurrent ? _gates : 0) + gate) * Hidden + hidden) : null;

    public LoopValue? Peephole(LoopStageBuilder stage, int number, IndexExpr hidden) =>
        Lowering.Input(Node, 7) is { } weights ? stage.Load(weights, _direction, number * Hidden + hidden) : null;

    /// <summary>The place of all steps' output, seen as [steps, batch, hidden]; null if nobody asks for it.</summary>
    public TensorView? All => _outputs.All is { } all ? Seen(all, _isBatchFirst ? [1, 0, 2] : [0, 1, 2], _isBatchFirst ? 2 : 1) : null;

    private string[] Defaults => _gates == 3 ? ["Sigmoid", "Tanh"] : ["Sigmoid", "Tanh", "Tanh"];

    private TensorView Seen(TensorView tensor, int[] order, int directionAxis)
    {
        var one = tensor.Slice(directionAxis, _direction, 1);
        var rest = new TensorView(one.Tensor, one.Shape.RemoveAt(directionAxis), index =>
            one.Offset([.. index.Take(directionAxis), IndexExpr.Zero, .. index.Skip(directionAxis)]));
        return rest.Permute(order);
    }

    private TensorView StateOf(TensorView tensor) => Seen(tensor, [0, 1], _isBatchFirst ? 1 : 0);

    private TensorDecl Initial(int input)
    {
        var state = Lowering.Scratch(Node, Projected.Type, [Batch, Hidden]);
        if (Lowering.Input(Node, input) is { } given) Lowering.Copy(StateOf(given), state, $"{Node.Name}.initial");
        else GeneratorOperators.Fill(Node, Lowering, state, 0);
        return state;
    }

    private void Give(TensorDecl state, TensorDecl? output)
    {
        if (output is not null) Lowering.Copy(state, StateOf(output), $"{Node.Name}.last");
    }

    private TensorView Project(TensorDecl x)
    {
        var w = Lowering.Required(Node, 1);
        var (rows, inputs, columns) = (x.Shape[0] * x.Shape[1], x.Shape[2], _gates * Hidden);
        var result = Lowering.Scratch(Node, x.Type, [x.Shape[0], x.Shape[1], columns]);
        var weights = new MatrixView(w, 1, inputs) { Start = (IndexExpr)_direction * columns * inputs };
        var spec = new MatmulSpec(MatrixView.Of(x with { Shape = [rows, inputs] }), weights, MatrixView.Of(result with { Shape = [rows, columns] }),
            rows, columns, inputs)
        { Name = $"{Node.Name}.inputs" };
        MatmulBuilder.Append(Lowering.Module, spec, Lowering.Compile);
        return _isBatchFirst ? ((TensorView)result).Permute([1, 0, 2]) : result;
    }

    /// <summary>Tensors of the node's outputs; null for those that nobody asks for.</summary>
    internal sealed record Outputs(TensorDecl? All, TensorDecl? LastState, TensorDecl? LastCell)
    {
        public static Outputs Of(GraphNode node, LoweringContext lowering)
        {
            TensorDecl? At(int i) => node.Output(i) is null ? null : lowering.Output(node, i);
            return new Outputs(At(0), At(1), At(2));
        }
    }
}

using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>
/// One step of an optimizer (<see cref="OptimizerRows"/>), a kernel for each parameter tensor. Inputs: the rate R, the step T, then all
/// tensors, all gradients and the states; outputs: all tensors, then the states. Formulas of the ONNX operators.
/// </summary>
internal static class OptimizerOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        Of("Momentum", 1, Momentum), Of("Adagrad", 1, Adagrad), Of("Adam", 2, Adam),
    ];

    private delegate LoopValue[] Step(GraphNode node, LoopValue rate, LoopValue step, LoopValue x, LoopValue gradient, LoopValue[] states);

    private static OperatorLowering Of(string name, int states, Step step) =>
        new(name, (node, l) => Lower(node, l, states, step), (node, _) => Refusal(node, states));

    private static string? Refusal(GraphNode node, int states)
    {
        if (node.Domain != OptimizerRows.Domain) return $"is an operator of domain {OptimizerRows.Domain}";
        if (node.Operator == "Adam" && !node.Has("epsilon"))
            return "epsilon is left out, and its default is not the same in the specification (1e-6) and in its test data (1e-2); give it";
        var tensors = (node.Inputs.Length - 2) / (2 + states);
        return tensors > 0 && node.Inputs.Length == 2 + tensors * (2 + states) && node.Outputs.Length == tensors * (1 + states)
            && node.Inputs.Concat(node.Outputs).All(n => n.Length > 0) ? null
            : $"{node.Inputs.Length} inputs and {node.Outputs.Length} outputs: every tensor has a gradient and {states} state(s)";
    }

    private static void Lower(GraphNode node, LoweringContext lowering, int states, Step step)
    {
        var tensors = (node.Inputs.Length - 2) / (2 + states);
        for (var i = 0; i < tensors; i++)
        {
            var x = lowering.Required(node, 2 + i);
            var kernel = lowering.Kernel($"{node.Name}.{i}");
            var index = kernel.ParallelAll(x.Shape);
            var stage = kernel.Stage();
            LoopValue Load(int input) => stage.Load(((TensorView)lowering.Required(node, input)).Expand(x.Shape), index).Cast(x.Type);
            var results = step(node, Load(0), Load(1), Load(2 + i), Load(2 + tensors + i),
                [.. Enumerable.Range(2, states).Select(s => Load(2 + s * tensors + i))]);
            for (var r = 0; r < results.Length; r++) stage.Store(lowering.Output(node, r * tensors + i), index, results[r]);
            kernel.Emit();
        }
    }

    private static LoopValue[] Momentum(GraphNode node, LoopValue rate, LoopValue step, LoopValue x, LoopValue gradient, LoopValue[] states)
    {
        var regular = x * node.Float("norm_coefficient") + gradient;
        var one = x.Stage.Constant(x.Type, 1);
        var weight = x.Stage.Select(step.Binary(BinaryKind.Greater, 0), one * node.Float("beta"), one);
        var momentum = states[0] * node.Float("alpha") + weight * regular;
        var direction = node.Text("mode") == "nesterov" ? regular + momentum * node.Float("alpha") : momentum;
        return [x - rate * direction, momentum];
    }

    private static LoopValue[] Adagrad(GraphNode node, LoopValue rate, LoopValue step, LoopValue x, LoopValue gradient, LoopValue[] states)
    {
        var regular = x * node.Float("norm_coefficient") + gradient;
        var squares = states[0] + regular * regular;
        var decayed = rate / (step * node.Float("decay_factor") + 1);
        return [x - decayed * regular / (squares.Unary(UnaryKind.Sqrt) + node.Float("epsilon")), squares];
    }

    private static LoopValue[] Adam(GraphNode node, LoopValue rate, LoopValue step, LoopValue x, LoopValue gradient, LoopValue[] states)
    {
        double alpha = node.Float("alpha"), beta = node.Float("beta");
        var regular = x * node.Float("norm_coefficient") + gradient;
        var (mean, square) = (states[0] * alpha + regular * (1 - alpha), states[1] * beta + regular * regular * (1 - beta));
        LoopValue Rest(double factor) => -x.Stage.Constant(x.Type, factor).Binary(BinaryKind.Pow, step) + 1;
        var corrected = rate * Rest(beta).Unary(UnaryKind.Sqrt) / Rest(alpha);
        var used = x.Stage.Select(step.Binary(BinaryKind.Greater, 0), corrected, rate);
        var moved = x - used * mean / (square.Unary(UnaryKind.Sqrt) + node.Float("epsilon"));
        return [moved * (1 - (double)node.Float("norm_coefficient_post")), mean, square];
    }
}

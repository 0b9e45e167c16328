using System.Collections.Immutable;
using System.Globalization;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector.Builtins;

/// <summary>A chain of named functions: the first of its operands, every later one of the result so far and more operands.</summary>
public sealed class ElementwiseBuiltin(string? op = null) : IBuiltin
{
    public string Name => op ?? "elementwise";

    public string Summary => op is null
        ? "y = op(a, b, ...), a chain such as mul.add.relu; operands a, b, ... of the given shapes, broadcast"
        : $"y = {op}(a, b), operands broadcast";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        VectorParameters.Shape, VectorParameters.M, VectorParameters.N, VectorParameters.DType,
        new("shapeB", "shape of b; as a's if not given", ""), new("shapeC", "shape of c; as a's if not given", ""),
        new("shapeD", "shape of d; as a's if not given", ""),
        .. op is null
            ? new BuiltinParameter[]
            {
                new("op", "functions joined by dots: " + string.Join(" ", ScalarFunctions.All.Select(f => f.Name)), "add"),
                new("constants", "constants of the functions that have some, separated by colons", ""),
            }
            : [],
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var chain = Chain(arguments);
        var type = arguments.Type("dtype");
        var shape = arguments.ShapeOf(module, context, Name);
        var count = chain.Sum(f => f.Arity) - (chain.Length - 1);
        var operands = Enumerable.Range(0, count).Select(k => Operand(arguments, module, type, shape, k)).ToList();
        return VectorParameters.Build(Name, context, module, () =>
        {
            var output = module.Tensor("y", chain[^1].IsTest ? ElementType.Bool : type,
                Shapes.Broadcast(operands.Select(t => (IReadOnlyList<IndexExpr>)t.Shape)), TensorRole.Output);
            var constants = Constants(arguments);
            ElementwiseKernels.Map(module, context, Name, output, operands, (_, x) => Run(chain, x, constants));
        });
    }

    private static LoopValue Run(ImmutableArray<ScalarFunction> chain, LoopValue[] operands, double[] constants)
    {
        var left = new Queue<LoopValue>(operands.Select(ScalarFunctions.Widened));
        var numbers = new Queue<double>(constants);
        var value = left.Peek();
        for (var k = 0; k < chain.Length; k++)
        {
            List<LoopValue> taken = k == 0 ? [] : [value];
            while (taken.Count < chain[k].Arity) taken.Add(left.Dequeue());
            double[] own = [.. chain[k].Constants.Select(c => numbers.Count > 0 ? numbers.Dequeue() : c)];
            value = chain[k].Apply([.. taken], own);
        }

        return value;
    }

    private static TensorView Operand(
        BuiltinArguments arguments, ModuleBuilder module, ElementType type, IndexExpr[] shape, int k)
    {
        var parameter = "shape" + (char)('A' + k);
        var own = k is >= 1 and <= 3 && arguments.Text(parameter).Length > 0 ? arguments.Extents(parameter, module) : shape;
        return module.Tensor(((char)('a' + k)).ToString(), type, own, TensorRole.Input);
    }

    private ImmutableArray<ScalarFunction> Chain(BuiltinArguments arguments)
    {
        if (op is not null) return [ScalarFunctions.Find(op) ?? throw new InvalidOperationException($"no function '{op}'")];
        string[] known = [.. ScalarFunctions.All.Select(f => f.Name)];
        var names = arguments.Text("op").Split('.');
        if (!names.All(known.Contains)) names = [arguments.Choice("op", known)];
        return [.. names.Select(n => ScalarFunctions.Find(n)!)];
    }

    private double[] Constants(BuiltinArguments arguments) => op is not null
        ? []
        : [.. arguments.Text("constants").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new ArgumentException($"constants: '{c}' is not a number"))];
}

using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>What a model's lowering has so far: the module, and which tensor holds which value of the graph.</summary>
public sealed class LoweringContext(ModelGraph graph, ModuleBuilder module, CompileContext compile)
{
    private readonly Dictionary<string, TensorDecl> _tensors = new(StringComparer.Ordinal);
    private readonly List<ModelBinding> _bindings = [];
    private readonly HashSet<string> _given = GivenSizes(graph);

    public ModelGraph Graph => graph;

    public ModuleBuilder Module => module;

    public CompileContext Compile => compile;

    public IReadOnlyList<ModelBinding> Bindings => _bindings;

    /// <summary>The dense tensor that holds a value; constants and inputs are declared when first asked for.</summary>
    public TensorDecl Tensor(string value)
    {
        if (_tensors.TryGetValue(value, out var tensor)) return tensor;
        if (!graph.Initializers.ContainsKey(value) && graph.Value(value).Known is { IsConstant: false } known) return OfSizes(value, known);
        var constant = ConstantOf(value);
        tensor = module.Tensor(value, TypeOf(value), Extents(ShapeOf(value)), TensorRole.Input);
        _bindings.Add(new ModelBinding(value, tensor.Id, constant));
        return _tensors[value] = tensor;
    }

    /// <summary>The input of a node; null if it is left out.</summary>
    public TensorDecl? Input(GraphNode node, int index) => node.Input(index) is { } name ? Tensor(name) : null;

    /// <summary>A required input of a node.</summary>
    public TensorDecl Required(GraphNode node, int index) =>
        Input(node, index) ?? throw new ArgumentException($"{node}: input {index} is missing");

    /// <summary>Whether a value has no elements.</summary>
    public bool IsEmpty(string value) => graph.Value(value).Shape?.Elements.Constant == 0;

    /// <summary>A new tensor for an output of a node.</summary>
    public TensorDecl Output(GraphNode node, int index = 0)
    {
        var name = node.Output(index) ?? throw new ArgumentException($"{node}: output {index} is asked for but not named");
        return Declare(name);
    }

    /// <summary>A new tensor of a shape of its own, between two kernels of a node.</summary>
    public TensorDecl Scratch(GraphNode node, ElementType type, IEnumerable<IndexExpr> shape) =>
        module.Tensor($"{node.Name}.scratch", type, shape, TensorRole.Intermediate);

    /// <summary>
    /// The value is held by the same elements, in row-major order, as <paramref name="source"/>: nothing moves, unless the value is an
    /// output of the model, which needs a place of its own.
    /// </summary>
    public void Alias(string value, TensorDecl source, GraphNode node)
    {
        var shape = Extents(ShapeOf(value));
        if (!graph.Outputs.Contains(value))
        {
            _tensors[value] = source with { Shape = shape };
            return;
        }

        Copy(source with { Shape = shape }, Declare(value), node.Name);
    }

    /// <summary>A kernel that copies a view to a tensor of the same shape.</summary>
    public void Copy(TensorView source, TensorView target, string name)
    {
        var kernel = Kernel(name);
        var index = kernel.ParallelAll(target.Shape);
        var stage = kernel.Stage();
        stage.Store(target, index, stage.Load(source, index));
        kernel.Emit();
    }

    /// <summary>A tensor of numbers that the compiler worked out.</summary>
    public TensorDecl Constant(GraphTensor numbers)
    {
        var type = TypeMap.Compiled(numbers.Element) ?? throw new ArgumentException($"constants of type {numbers.Element}");
        var tensor = module.Tensor(numbers.Name, type, numbers.Shape.Select(s => (IndexExpr)s), TensorRole.Input);
        _bindings.Add(new ModelBinding(numbers.Name, tensor.Id, numbers));
        return tensor;
    }

    public LoopKernelBuilder Kernel(string name) => new(module, compile, name);

    /// <summary>Elements known while compiling; null if the value is computed at run time.</summary>
    public GraphTensor? ConstantOf(string value)
    {
        if (graph.Initializers.TryGetValue(value, out var initializer)) return initializer;
        return graph.Value(value) is { Known: { IsConstant: true } known } declared ? KnownValues.Materialise(declared, known) : null;
    }

    /// <summary>The whole numbers of a constant input; null if it is left out.</summary>
    /// <exception cref="ArgumentException">It is given but not constant.</exception>
    public long[]? Integers(GraphNode node, int index)
    {
        if (node.Input(index) is not { } name) return null;
        return Stored(name) is var tensor && !tensor.Element.IsReal() ? tensor.ToInt64s()
            : throw new ArgumentException($"input '{name}' must be of whole numbers, not {tensor.Element}");
    }

    /// <summary>The whole number in a constant input.</summary>
    /// <exception cref="ArgumentException">There is none, or it is not constant.</exception>
    public long Integer(GraphNode node, int index) =>
        Integers(node, index) is [var value, ..] ? value : throw new ArgumentException($"input {index} must be a number");

    /// <summary>The numbers of a constant input; null if it is left out.</summary>
    /// <exception cref="ArgumentException">It is given but not constant.</exception>
    public double[]? Reals(GraphNode node, int index)
    {
        if (node.Input(index) is not { } name) return null;
        return Stored(name).ToDoubles();
    }

    public ElementType TypeOf(string value) => TypeMap.Compiled(graph.Value(value).Element)
        ?? throw new ArgumentException($"'{value}' is of type {graph.Value(value).Element}, which no unit computes with");

    /// <exception cref="ArgumentException">It is not known, depends on data, or the tensor is empty.</exception>
    public TensorShape ShapeOf(string value)
    {
        var shape = graph.Value(value).Shape ?? throw new ArgumentException($"the shape of '{value}' is not known");
        if (shape.Elements.Constant == 0) throw new ArgumentException($"'{value}' of shape {shape} is empty");
        var symbols = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var dim in shape.Dims) dim.CollectSymbols(symbols);
        return symbols.FirstOrDefault(s => !_given.Contains(s)) is not { } unknown ? shape
            : throw new ArgumentException($"'{value}' of shape {shape}: {unknown} depends on data, not on sizes of the inputs");
    }

    public ImmutableArray<IndexExpr> Extents(TensorShape shape) => [.. shape.Dims.Select(Extent)];

    /// <summary>A size of the model; its symbols become sizes of the module.</summary>
    public IndexExpr Extent(Dim dim) => dim.ToIndex(symbol => module.Size(symbol));

    private GraphTensor Stored(string value)
    {
        var tensor = ConstantOf(value) ?? throw new ArgumentException($"input '{value}' must be known while compiling");
        if (!tensor.Content.IsStored) throw new ArgumentException($"'{value}' must be known while compiling, but the model has no data for it");
        return TypeMap.Compiled(tensor.Element) is not null ? tensor
            : throw new ArgumentException($"input '{value}' is of type {tensor.Element}, which no unit computes with");
    }

    // The sizes a caller gives are those of the inputs.
    private static HashSet<string> GivenSizes(ModelGraph graph)
    {
        var symbols = new HashSet<string>(StringComparer.Ordinal);
        foreach (var dim in graph.Inputs.SelectMany(i => graph.Value(i).Shape?.Dims ?? [])) dim.CollectSymbols(symbols);
        return symbols;
    }

    // A number that follows from the open sizes is written by a kernel of one element.
    private TensorDecl OfSizes(string value, KnownTensor known)
    {
        if (known.Count != 1)
        {
            throw new ArgumentException($"'{value}' holds {known.Count} numbers that depend on open sizes ({known}), and is computed with; "
                + "give these sizes a value when compiling");
        }

        var target = module.Tensor(value, TypeOf(value), Extents(ShapeOf(value)), TensorRole.Intermediate);
        var kernel = Kernel(value);
        var index = kernel.ParallelAll(target.Shape);
        var stage = kernel.Stage();
        stage.Store(target, index, stage.Index(Extent(known.Dims[0]), target.Type));
        kernel.Emit();
        return _tensors[value] = target;
    }

    private TensorDecl Declare(string name)
    {
        if (_tensors.ContainsKey(name)) throw new InvalidOperationException($"'{name}' has a place already");
        var role = graph.Outputs.Contains(name) ? TensorRole.Output : TensorRole.Intermediate;
        return _tensors[name] = module.Tensor(name, TypeOf(name), Extents(ShapeOf(name)), role);
    }
}

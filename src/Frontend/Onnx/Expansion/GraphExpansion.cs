using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Frontend.Onnx.Shapes;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>
/// One walk over a graph that infers shapes and replaces, on the way, what stands for other nodes: calls of functions, branches and loops
/// that sizes and constants decide, sequences, and operators that are made of others. What cannot be replaced stays, with the reason.
/// </summary>
internal sealed class GraphExpansion
{
    private readonly ModelGraph _graph;
    private readonly OnnxReadOptions _options;
    private readonly InferenceRun _run;
    private readonly BodyInlining _inlining;
    private readonly ControlFlow _control;
    private readonly SequenceFlow _sequences;
    private readonly FreshValueNames _names;
    private readonly ImmutableSortedDictionary<string, GraphTensor>.Builder _constants;
    private readonly SortedDictionary<string, string> _refusals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bindings = new(StringComparer.Ordinal);
    private readonly List<GraphNode> _folded = [];
    private readonly Dictionary<string, GraphNode> _makers = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _wanted = new(StringComparer.Ordinal);
    private readonly NarrowTypes _narrow;
    private readonly IConstantEvaluation? _evaluation;
    private List<GraphNode> _nodes = [];

    private GraphExpansion(ModelGraph graph, NarrowTypes narrow, InferenceRun run, OnnxReadOptions options, IConstantEvaluation? evaluation)
    {
        (_graph, _run, _options, _evaluation) = (graph, run, options, evaluation);
        _names = new FreshValueNames(graph);
        _narrow = narrow;
        _constants = graph.Initializers.ToBuilder();
        (_inlining, _control, _sequences) = (new BodyInlining(this, graph.Functions), new ControlFlow(this), new SequenceFlow(this));
        foreach (var (name, tensors) in graph.Sequences) _sequences.Set(name, tensors);
        foreach (var name in graph.Nothing) _sequences.SetNothing(name);
    }

    public FreshValueNames Names => _names;

    public BodyInlining Inlining => _inlining;

    public SequenceFlow Sequences => _sequences;

    /// <summary>The graph of plain nodes, with all that could be inferred. Throws <see cref="OnnxException"/> with all nodes that do not
    /// fit.</summary>
    public static ModelGraph Run(ModelGraph graph, string file, IReadOnlyDictionary<string, long>? bindings, OnnxReadOptions? options,
        IConstantEvaluation? evaluation)
    {
        options ??= OnnxReadOptions.Default;
        var problems = new OnnxProblems(file, options.MostProblems);
        ModelSizes.Check(graph, bindings, problems);
        var narrow = new NarrowTypes(graph);
        graph = NarrowTypes.Widened(graph);
        var run = new InferenceRun(graph, ModelSizes.Dims(bindings), problems, options.MostTensorBytes);
        var expansion = new GraphExpansion(graph, narrow, run, options, evaluation);
        foreach (var node in graph.Nodes) expansion.Visit(node);
        var outputs = graph.Outputs.SelectMany(expansion.Given).ToImmutableArray();
        foreach (var output in graph.GivesSequencesApart ? [] : graph.Outputs.Where(o => expansion._sequences.Find(o) is not null))
            problems.Add($"output '{output}'", "is a sequence; a model gives out tensors only, so take them out of it when exporting");
        problems.ThrowIfAny();
        return expansion.Result(outputs);
    }

    public GraphValue Value(string name) => _run.Value(name);

    /// <summary>Whole numbers that a value is known to hold; null: it is computed from data.</summary>
    public long[]? Numbers(string name)
    {
        if (_run.Value(name).Known?.Constants() is { } known) return known;
        if (!_constants.TryGetValue(name, out var constant)) return Wish(name);
        return constant.Content.IsStored && !constant.Element.IsReal() ? constant.ToInt64s() : null;
    }

    public GraphTensor? ConstantOf(string name) => _constants.TryGetValue(name, out var tensor) ? tensor
        : _run.Value(name) is { Known: { IsConstant: true } known } value ? KnownValues.Materialise(value, known) : null;

    /// <summary>Replaces a node, or keeps it.</summary>
    public void Visit(GraphNode node)
    {
        try
        {
            node = NarrowTypes.Widened(node);
            if (_narrow.TryQuantize(node, this)) return;
            if (!_inlining.TryCall(node) && !_control.TryUnroll(node) && !_sequences.TryFollow(node) && !TryCompose(node)) Emit(node);
        }
        catch (ExpansionException e)
        {
            _refusals[node.Name] = e.Message;
            _run.Visit(node);
            Keep(node);
        }
    }

    /// <summary>Adds a node as it is.</summary>
    public void Emit(GraphNode node)
    {
        if (_nodes.Count + _folded.Count >= _options.MostNodes)
            throw new ExpansionException($"the model would have more than {_options.MostNodes} nodes; export it with smaller loops");
        _run.Visit(node);
        if (EmptyOperands.TryReplace(node, this)) return;
        if (_evaluation?.TryFold(node, this) is { } tensors)
        {
            foreach (var tensor in tensors) Define(tensor);
            _folded.Add(node);
            return;
        }

        Keep(node);
    }

    /// <summary>A constant of the graph.</summary>
    public void Define(GraphTensor tensor)
    {
        _constants[tensor.Name] = tensor;
        _run.Define(tensor);
    }

    /// <summary>Gives a value another name, under which nodes behind it know it.</summary>
    public void Bind(string name, string value)
    {
        if (name == value) return;
        if (_sequences.Find(value) is { } sequence)
        {
            _sequences.Set(name, sequence);
            return;
        }

        var identity = new GraphNode(_names.Node($"{name}/bind"), "Identity", "", Composition.Opset, [value], [name], []);
        _bindings.Add(identity.Name);
        Emit(identity);
    }

    /// <summary>Shapes of what an action would make, without making it.</summary>
    public T Tried<T>(Func<T> action)
    {
        var kept = _nodes;
        _nodes = [];
        try
        {
            return action();
        }
        finally
        {
            _nodes = kept;
        }
    }

    private void Keep(GraphNode node)
    {
        _nodes.Add(node);
        foreach (var output in node.Outputs) _makers[output] = node;
    }

    // Of an input, or of what follows from inputs: numbers that a caller could give.
    private long[]? Wish(string name)
    {
        var left = new Stack<string>([name]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (left.TryPop(out var next))
        {
            if (!seen.Add(next)) continue;
            if (_graph.Inputs.Contains(next)) _wanted.Add(next);
            else if (_makers.TryGetValue(next, out var maker)) foreach (var input in maker.Inputs) left.Push(input);
        }

        return null;
    }

    private bool TryCompose(GraphNode node)
    {
        if (CompositeOperators.Find(node) is not { } composite) return false;
        for (var i = 0; i < composite.Required; i++)
            if (node.Input(i) is null) throw new ExpansionException($"lacks input {i}, which the operator cannot do without");
        var (kept, refusals) = (_nodes.Count, _refusals.Count);
        try
        {
            composite.Expand(new Composition(this, node));
            return true;
        }
        catch (ExpansionException)
        {
            // What was made so far would be left without a reader.
            _nodes.RemoveRange(kept, _nodes.Count - kept);
            throw;
        }
    }

    // A sequence stands for its tensors, each under a name of its own; an optional without a value for none.
    private IEnumerable<string> Given(string output)
    {
        if (_sequences.IsNothing(output)) return [];
        if (_sequences.Find(output) is not { } tensors) return [output];
        return tensors.Select((tensor, k) =>
        {
            var name = _names.Value($"{output}.{k}");
            Bind(name, tensor);
            return name;
        }).ToArray();
    }

    private ModelGraph Result(ImmutableArray<string> outputs) => AliasElimination.Apply(_graph with
    {
        Outputs = outputs,
        Nodes = [.. _nodes],
        Folded = _graph.Folded.AddRange(_folded),
        Initializers = _constants.ToImmutable(),
        Values = _run.Values(),
        Functions = [],
        Wanted = _wanted.ToImmutableSortedSet(StringComparer.Ordinal),
        Refusals = _refusals.ToImmutableSortedDictionary(StringComparer.Ordinal),
    }, _bindings);
}

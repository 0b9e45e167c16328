using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter;
using ActorSim.Frontend.Interpreter.Data;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Vector;

/// <summary>Builds kernels on tensors of given shapes, static or with every extent known at run time only, and runs them on numbers.</summary>
internal sealed class VectorRun
{
    private readonly DiagnosticBag _bag = new();
    private readonly bool _dynamic;
    private readonly SortedDictionary<string, long> _sizes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, IndexExpr> _extents = [];
    private readonly List<TensorData> _inputs = [];

    /// <summary>8 lanes of 4 KiB: small enough for tails, several tiles and shrinking.</summary>
    public static readonly MachineFacts Tiny = new(8, 4096, 256);

    public VectorRun(MachineFacts? machine = null, bool dynamic = false, int candidate = 0)
    {
        _dynamic = dynamic;
        Module = new ModuleBuilder("test", machine ?? Tiny);
        Context = new CompileContext(Module.Machine, new CompileOptions { TileCandidate = candidate }, _bag);
    }

    public ModuleBuilder Module { get; }

    public CompileContext Context { get; }

    /// <summary>An extent: equal numbers are one size; 1 stays a constant, as repeating depends on it.</summary>
    public IndexExpr Extent(long value)
    {
        if (!_dynamic || value == 1) return value;
        if (_extents.TryGetValue(value, out var known)) return known;
        _sizes.Add($"S{value}", value);
        return _extents[value] = Module.Size($"S{value}");
    }

    public TensorView Input(ElementType type, NdArray values, TensorRole role = TensorRole.Input)
    {
        _inputs.Add(values.Data(type));
        return Module.Tensor($"x{_inputs.Count}", type, values.Shape.Select(Extent), role);
    }

    public TensorView Output(ElementType type, params long[] shape) => Output(type, [.. shape.Select(Extent)]);

    public TensorView Output(ElementType type, IReadOnlyList<IndexExpr> shape) => Module.Tensor("y", type, shape, TensorRole.Output);

    public Module Build()
    {
        _bag.ThrowIfErrors();
        return Module.Build();
    }

    public IReadOnlyList<TensorData> Run() => FunctionalRun.Execute(Build(), _sizes, _inputs);

    public void Gives(NdArray expected, double tolerance = 1e-5, int output = 0)
    {
        var actual = Run()[output];
        Assert.Equal(expected.Shape, actual.Shape);
        Same(expected, actual.ToDoubles(), actual.Type, tolerance);
    }

    private void Same(NdArray expected, double[] actual, ElementType type, double tolerance)
    {
        var relative = type switch { ElementType.F16 => 1e-3, ElementType.BF16 => 8e-3, _ => type.IsFloat() ? tolerance : 0 };
        for (var i = 0; i < actual.Length; i++)
        {
            var (want, got) = (expected.Values[i], actual[i]);
            if (want.Equals(got) || Math.Abs(want - got) <= relative * Math.Max(Math.Abs(want), type.IsFloat() ? 0.1 : 0)) continue;
            var notes = string.Join("; ", Module.Build().Kernels.SelectMany(k => k.Notes).Select(n => n.Value));
            Assert.Fail($"element ({string.Join(',', expected.Index(i))}) is {got}, must be {want} ({notes})");
        }
    }
}

using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Kernels;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter;
using ActorSim.Frontend.Interpreter.Data;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Vector;

public sealed class VectorBuiltinLaws
{
    [Theory]
    [InlineData("add", "M=?,N=48", 2)]
    [InlineData("add", "N=?", 2)]
    [InlineData("add", "shape=4x?x3,shapeB=3", 2)]
    [InlineData("elementwise", "op=mul.add.relu,shape=?x7", 2)]
    [InlineData("elementwise", "op=clip,constants=0:0.5,N=30", 0.5)]
    [InlineData("reduce-sum", "M=?,N=40", 40)]
    [InlineData("reduce-sum", "shape=3x4x5,axes=0x2,keepdims=true", 15)]
    [InlineData("reduce-max", "N=?,axes=all", 1)]
    [InlineData("reduce-mean", "M=9,N=?", 1)]
    [InlineData("reduce-variance", "M=9,N=7", 0)]
    [InlineData("softmax", "M=?,N=50", 0.02)]
    [InlineData("layernorm", "M=?,N=40", 1)]
    [InlineData("rmsnorm", "M=5,N=?,eps=0", 1)]
    [InlineData("batchnorm", "shape=?x3x4x4,eps=0", 1)]
    [InlineData("maxpool", "shape=1x?x8x8", 1)]
    [InlineData("avgpool", "shape=1x2x7x7,kernel=3,pad=1,ceil=true", 1)]
    [InlineData("avgpool", "shape=1x2x7x7,kernel=0", 1)]
    [InlineData("transpose", "shape=?x6,dtype=i8", 1)]
    [InlineData("cat", "shape=3x?a,shapeB=3x5,axis=1", 1)]
    [InlineData("gather", "N=?,D=20,I=?", 1)]
    [InlineData("gather", "N=10,D=?,I=?,wrap=true", 1)]
    [InlineData("scatter-add", "N=10,D=20,I=1", double.NaN)]
    [InlineData("scatter", "N=?,D=20,I=?", 1)]
    public void Every_builtin_runs_on_ones(string name, string parameters, double expected)
    {
        var module = Compile(name, parameters);
        foreach (var size in new[] { 1, 5, 23, 64, 100 })
        {
            var sizes = module.Sizes.ToDictionary(s => s.Name, _ => (long)size);
            TensorData Ones(TensorDecl tensor)
            {
                long[] shape = [.. tensor.Shape.Select(e => e.Evaluate(v => sizes[v.Name]))];
                return NdArray.From(shape, _ => tensor.Name == "indices" ? 0 : 1).Data(tensor.Type);
            }

            var inputs = module.Tensors.Where(t => t.Role is TensorRole.Input or TensorRole.InOut).Select(Ones).ToList();
            var output = Assert.Single(FunctionalRun.Execute(module, sizes, inputs)).ToDoubles();
            if (double.IsNaN(expected)) Assert.Equal([2, 1], [output[0], output[20]]);
            else Assert.All(output, v => Assert.Equal(expected, v, 1e-5));
        }
    }

    [Fact]
    public void Wrong_parameters_are_reported_together()
    {
        var error = Assert.Throws<CompileException>(() => Compile("reduce-sum", "shape=3x4,axes=7,dtype=f99,colour=red"));
        Assert.Equal(3, error.Diagnostics.Count);
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_refused_by_name()
    {
        var error = Assert.Throws<CompileException>(() => Compile("add", "shape=3x4,shapeB=5"));
        Assert.Contains("SIM2001", error.Message);
    }

    private static Module Compile(string name, string parameters)
    {
        var bag = new DiagnosticBag();
        var context = new CompileContext(VectorRun.Tiny, new CompileOptions(), bag);
        var builtin = BuiltinCatalog.Find(name)!;
        var given = parameters.Split(',').Select(p => p.Split('=')).Select(p => KeyValuePair.Create(p[0], p[1]));
        var module = builtin.Build(new BuiltinArguments(builtin, given, bag), context);
        bag.ThrowIfErrors();
        return module;
    }
}

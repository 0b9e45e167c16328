using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Text;
using ActorSim.Frontend.Compiler.Kernels;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Tests.Reference;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class IrTextTests
{
    [Fact]
    public void Every_builtin_is_among_the_printed_modules() =>
        Assert.Equal(BuiltinCatalog.All.Select(b => b.Name).Order(StringComparer.Ordinal), TextModules.Builtins.Select(b => b.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Printed_modules_are_parsed_to_the_same_text()
    {
        foreach (var module in TextModules.All()) Assert.Equal(IrPrinter.Print(module), IrPrinter.Print(IrParser.Parse(IrPrinter.Print(module), "m.mlir")));
    }

    [Fact]
    public void A_parsed_module_computes_the_same()
    {
        foreach (var module in TextModules.All().Where(m => m.Sizes.All(s => s.Name == "N") && !m.Name.StartsWith("random", StringComparison.Ordinal)))
        {
            Dictionary<string, long> sizes = module.Sizes.IsEmpty ? [] : new() { ["N"] = 130 };
            var inputs = module.Tensors.Where(t => t.Role is TensorRole.Input or TensorRole.InOut).Select((t, i) => Input(t, i, sizes)).ToArray();
            var parsed = IrParser.Parse(IrPrinter.Print(module), "m.mlir");
            var (expected, actual) = (FunctionalRun.Execute(module, sizes, inputs), FunctionalRun.Execute(parsed, sizes, inputs));
            Assert.Equal(expected.Select(t => t.Bytes), actual.Select(t => t.Bytes));
        }
    }

    [Theory]
    [InlineData("\"builtin.module\"() ({", "m.mlir:1:22", "quotes")]
    [InlineData("\"builtin.module\"( ({\n}) : () -> ()", "m.mlir:1:19", "'%'")]
    [InlineData("\"builtin.module\"() ({\n  \"sim.size\"() {name = } : () -> ()\n}) : () -> ()", "m.mlir:2:24", "type")]
    [InlineData("\"builtin.module\"() ({\n  \"sim.size\"() {name = \"N\"} : () -> ()\n}) : () -> ()", "m.mlir:2:3", "'min' is missing")]
    [InlineData("\"builtin.module\"() ({\n  \"foo.bar\"() : () -> ()\n}) : () -> ()", "m.mlir:2:3", "func.func expected")]
    public void Errors_name_file_line_and_column(string text, string where, string what)
    {
        var failure = Assert.Throws<CompileException>(() => IrParser.Parse(text, "m.mlir"));
        Assert.Equal(where, failure.Diagnostics[0].Where);
        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_variables_in_expressions_are_refused()
    {
        var text = IrPrinter.Print(HandModules.Add()).Replace("base = \"i\"", "base = \"j + 1\"", StringComparison.Ordinal);
        var failure = Assert.Throws<CompileException>(() => IrParser.Parse(text, "m.mlir"));
        Assert.Contains("'j' is neither a size nor a loop", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_text_is_an_error_and_never_a_crash()
    {
        var text = IrPrinter.Print(HandModules.Add());
        var random = new Random(3);
        for (var round = 0; round < 400; round++)
        {
            var at = random.Next(text.Length);
            var damaged = round % 2 == 0 ? text[..at] : text.Remove(at, 1).Insert(at, ((char)random.Next(32, 127)).ToString());
            try
            {
                IrParser.Parse(damaged, "m.mlir");
            }
            catch (CompileException error)
            {
                Assert.StartsWith("m.mlir:", error.Diagnostics[0].Where, StringComparison.Ordinal);
            }
        }
    }

    private static TensorData Input(TensorDecl tensor, int seed, Dictionary<string, long> sizes) =>
        RefTensor.Random(seed, tensor.Type, [.. tensor.Shape.Select(e => e.Evaluate(v => sizes[v.Name]))], 0, 3).ToData(tensor.Type);
}

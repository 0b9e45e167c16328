using ActorSim.Frontend.Compiler.Ir.Text;
using ActorSim.Frontend.Tests.Reference;

namespace ActorSim.Frontend.Tests.Conformance;

public sealed class MlirTextTests
{
    [MlirOptFact]
    public void Upstream_mlir_accepts_the_text_and_what_it_prints_is_the_same_module()
    {
        foreach (var module in TextModules.All())
        {
            var text = IrPrinter.Print(module);
            Xunit.Assert.Equal(text, IrPrinter.Print(IrParser.Parse(MlirOpt.Run(text), "mlir-opt")));
        }
    }
}

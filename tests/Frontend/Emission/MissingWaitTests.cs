using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter;
using ActorSim.Frontend.Interpreter.Data;
using Xunit;

namespace ActorSim.Frontend.Tests.Emission;

/// <summary>A program without one of its waits.</summary>
public sealed class MissingWaitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_interpreter_refuses_it(int tag)
    {
        var module = Compiled.Package("matmul", "M=256,N=256,K=256").Module;
        var (a, b) = (TensorData.Zeros(ElementType.F32, 256, 256), TensorData.Zeros(ElementType.F32, 256, 256));
        Assert.Single(FunctionalRun.Execute(module, a, b));
        var e = Assert.Throws<CompileException>(() => FunctionalRun.Execute(WithoutWait(module, tag), a, b));
        Assert.Contains("wait", e.Message);
    }

    internal static Module WithoutWait(Module module, int tag) => module.ReplaceKernels(
        k => k.ReplaceBody(k.Body.Rewrite(s => s is Wait wait && wait.Tag == tag ? [] : [s])));
}

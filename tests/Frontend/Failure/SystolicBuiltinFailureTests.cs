using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Tests.Systolic;
using Xunit;

namespace ActorSim.Frontend.Tests.Failure;

/// <summary>Parameters that make no kernel are refused with what is wrong.</summary>
public sealed class SystolicBuiltinFailureTests
{
    [Theory]
    [InlineData("matmul", "M=8,N=8,K=8,dtype=f64", "SIM1101", "dtype=f64")]
    [InlineData("matmul", "M=8,N=8,K=8,dtype=i8,activation=gelu", "SIM2401", "'gelu' cannot act on i32")]
    [InlineData("matmul", "M=8,N=8,K=8,scale=big", "SIM1102", "scale=big")]
    [InlineData("matmul", "M=8,N=8", "SIM1002", "'K' is missing")]
    [InlineData("matmul", "M=-8,N=8,K=8", "SIM1003", "M=-8")]
    [InlineData("conv2d", "N=1,C=4,H=2,W=9,OC=4,KH=3,KW=3", "SIM2403", "a kernel of 3")]
    [InlineData("conv2d", "N=1,C=4,H=9,W=9,OC=4,KH=3,KW=3,groups=3", "SIM2403", "3 groups do not divide 4")]
    [InlineData("conv-transpose2d", "N=1,C=4,H=9,W=9,OC=4,KH=2,KW=3,stride=3", "SIM2405", "kernel 2, stride 3")]
    [InlineData("attention", "H=4,group=3,L=8,S=8,E=8", "SIM1003", "group=3 does not divide H=4")]
    [InlineData("attention", "H=4,L=8,S=8,E=8,dtype=i8", "SIM2404", "queries are i8")]
    [InlineData("attention", "H=4,L=8,S=8,E=4096", "SIM5001", "heads of 4096")]
    public void A_parameter_that_cannot_be_is_named(string builtin, string parameters, string code, string message)
    {
        SystolicProgram.TryLower(builtin, parameters, MachineFacts.Toy8, new CompileOptions(), out var diagnostics);
        Assert.Contains(diagnostics.All, d => d.Code.Id == code && d.Message.Contains(message, StringComparison.Ordinal));
    }
}

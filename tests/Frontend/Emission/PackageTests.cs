using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Tests.Reference;
using Xunit;

namespace ActorSim.Frontend.Tests.Emission;

/// <summary>Packages as files.</summary>
public sealed class PackageTests
{
    public static TheoryData<string, string> Kernels => new()
    {
        { "matmul", "M=?,N=?n,K=?d8,bias=1,activation=gelu" },
        { "bmm", "B=?b,M=?,N=64,K=32" },
        { "conv2d", "N=2,C=16,H=14,W=14,OC=32,KH=3,KW=3,pad=1" },
        { "attention", "B=1,H=2,L=64,S=64,E=32,causal=first" },
    };

    [Theory]
    [MemberData(nameof(Kernels))]
    public void What_is_read_is_what_was_written(string builtin, string definitions)
    {
        var package = Compiled.Package(builtin, definitions);
        var bytes = package.ToBytes();
        var copy = KernelPackage.FromBytes(bytes, "copy");
        Assert.Equal(bytes, copy.ToBytes());
        Assert.Equal(ModuleText.Of(package.Module), ModuleText.Of(copy.Module));
        Assert.Equal(package.Key, copy.Key);
        Assert.Equal(package.Module.Sizes.Select(s => (s.Name, s.Min, s.Max, s.DivisibleBy)),
            copy.Module.Sizes.Select(s => (s.Name, s.Min, s.Max, s.DivisibleBy)));
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var bytes = Compiled.Package("matmul", "M=?,N=256,K=256").ToBytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            var part = bytes[..length];
            Assert.Equal(KernelPackage.Unreadable, Refusal(part).Code);
        }
    }

    [Fact]
    public void Every_changed_byte_is_refused()
    {
        var bytes = Compiled.Package("matmul", "M=?,N=256,K=256").ToBytes();
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 0x11;
            Assert.Contains(Refusal(changed).Code, new[] { KernelPackage.Unreadable, KernelPackage.Newer });
        }
    }

    [Fact]
    public void A_newer_version_is_named()
    {
        var bytes = Compiled.Package("matmul", "M=?,N=256,K=256").ToBytes();
        bytes[17] = KernelPackage.CurrentVersion + 1;
        var refusal = Refusal(bytes);
        Assert.Equal(KernelPackage.Newer, refusal.Code);
        Assert.Contains("version 2", refusal.Message);
    }

    private static Diagnostic Refusal(byte[] bytes) =>
        Assert.Single(Assert.Throws<CompileException>(() => KernelPackage.FromBytes(bytes, "x.pkg")).Diagnostics);
}

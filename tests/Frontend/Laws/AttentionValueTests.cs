using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Tests.Systolic;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws;

/// <summary>Lowered attention gives the values of softmax(Q K^T) V by plain loops.</summary>
public sealed class AttentionValueTests
{
    private static readonly MachineFacts Tiny = new(4, 4096, 64);

    [Theory]
    [InlineData("H=1,L=4,S=4,E=4")]
    [InlineData("B=2,H=3,L=17,S=23,E=5")]
    [InlineData("H=2,L=40,S=24,E=16")]
    [InlineData("H=2,L=40,S=24,E=16,EV=7")]
    [InlineData("H=4,group=2,L=9,S=21,E=8")]
    [InlineData("B=2,H=8,group=4,L=1,S=70,E=16")]
    [InlineData("H=8,group=4,L=1,S=70,E=16,causal=last")]
    [InlineData("H=8,group=2,L=1,S=70,E=16,mask=true")]
    [InlineData("B=2,H=6,group=3,L=33,S=33,E=8,causal=first")]
    [InlineData("H=2,L=5,S=33,E=8,causal=last")]
    [InlineData("H=2,L=40,S=50,E=12,mask=true")]
    [InlineData("H=2,L=20,S=30,E=8,mask=true,causal=first,scale=0.7")]
    [InlineData("H=2,L=1,S=30,E=8")]
    public void Heads_masks_and_tails(string text)
    {
        Check(text, MachineFacts.Toy8);
        Check(text, Tiny);
    }

    [Theory]
    [InlineData("H=2,L=20,S=30,E=8,dtype=f16", 4e-3)]
    [InlineData("H=2,L=20,S=30,E=8,dtype=bf16,causal=first", 3e-2)]
    public void Narrow_floats_are_within_their_step(string text, double tolerance) => Check(text, MachineFacts.Toy8, tolerance);

    [Theory]
    [InlineData("H=2,L=256,S=384,E=64")]
    [InlineData("H=1,L=200,S=300,E=64,causal=first")]
    public void On_128_lanes(string text) => Check(text, MachineFacts.TpuV3);

    [Theory]
    [InlineData("B=?,H=2,L=?,S=?,E=8,causal=first")]
    [InlineData("B=1,H=4,group=2,L=?,S=?,E=8,causal=last,mask=true")]
    public void One_module_serves_all_sizes(string text)
    {
        var module = SystolicProgram.Lower("attention", text, Tiny);
        foreach (var (b, l, s) in new[] { (1L, 1L, 1L), (2, 8, 8), (3, 16, 16), (1, 17, 33), (2, 5, 40) })
        {
            var known = new Dictionary<string, long> { ["B"] = b, ["L"] = l, ["S"] = s };
            var concrete = text.Replace("B=?", $"B={b}").Replace("L=?", $"L={l}").Replace("S=?", $"S={s}");
            AttentionReference.Check(module, concrete, 1e-5, [.. module.Sizes.Select(v => (v.Name, known[v.Name]))]);
        }
    }

    [Fact]
    public void Every_tile_gives_the_same_values()
    {
        for (var candidate = 0; candidate < 12; candidate++)
        {
            var module = SystolicProgram.Lower("attention", "H=1,L=32,S=48,E=8,causal=first", Tiny,
                new CompileOptions { TileCandidate = candidate });
            AttentionReference.Check(module, "H=1,L=32,S=48,E=8,causal=first", 1e-5);
        }
    }

    private static void Check(string text, MachineFacts machine, double tolerance = 1e-5) =>
        AttentionReference.Check(SystolicProgram.Lower("attention", text, machine), text, tolerance);
}

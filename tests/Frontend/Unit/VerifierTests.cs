using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Passes.Verify;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Tests.Reference;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class VerifierTests
{
    [Fact]
    public void Sound_modules_pass()
    {
        foreach (var module in new[] { HandModules.Add(), HandModules.Product(5, 9, 20), HandModules.Rows(3, 4, 8, true) })
            Assert.Empty(Findings(module, lowered: false));
        Assert.Empty(Findings(HandModules.Add(), lowered: true));
    }

    [Fact]
    public void Unlowered_statements_are_found_after_lowering() =>
        Finds(HandModules.Product(5, 9, 20), VerifierCodes.NotLowered, lowered: true);

    [Fact]
    public void Waits_and_loads_are_paired()
    {
        Finds(HandModules.Add().Without(s => s is Wait { Tag: 0 }), VerifierCodes.Unpaired);
        Finds(HandModules.Add().Without(s => s is Transfer { Tag: 1 }), VerifierCodes.Unpaired);
        Finds(HandModules.Add().With<Wait>(w => w with { Tag = 9 }), VerifierCodes.UnknownReference);
    }

    [Fact]
    public void Buffers_that_do_not_fit_are_named_with_bytes()
    {
        var module = HandModules.Product(1024, 1024, 8);
        var finding = Assert.Single(Findings(module, false));
        Assert.Equal(VerifierCodes.SpadOverflow, finding.Code);
        Assert.Contains("'b2'", finding.Where, StringComparison.Ordinal);
        Assert.Contains("524288", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lanes_must_agree()
    {
        Finds(HandModules.Add().With<Compute>(c => c with { LaneStride = 4 }), VerifierCodes.ForeignLane);
        var product = HandModules.Product(8, 8, 8).ReplaceKernels(k => k with { Buffers = [k.Buffers[0] with { LaneAxis = 0 }, .. k.Buffers[1..]] });
        Finds(product, VerifierCodes.ForeignLane);
    }

    [Fact]
    public void Indices_that_leave_a_buffer_are_found()
    {
        Finds(HandModules.Add().With<Transfer>(t => t with { Origin = [1] }), VerifierCodes.OutOfBounds);
        Finds(HandModules.Add().With<Compute>(c => c with { Extents = [65] }), VerifierCodes.OutOfBounds);
    }

    [Fact]
    public void Unknown_variables_buffers_and_tensors_are_found()
    {
        Finds(HandModules.Add().With<Transfer>(t => t with { Base = IndexVar.Size("Q") }), VerifierCodes.UnknownReference);
        Finds(HandModules.Add().With<Transfer>(t => t with { Buffer = 9 }), VerifierCodes.UnknownReference);
        Finds(HandModules.Add().With<Transfer>(t => t with { Tensor = 9 }), VerifierCodes.UnknownReference);
    }

    [Fact]
    public void Types_must_fit()
    {
        Finds(HandModules.Map(ElementType.F32, ElementType.I32, 4), VerifierCodes.BadType);
        Finds(HandModules.Map(ElementType.F32, ElementType.F32, 4, new VectorBinary(ElementType.F32, BinaryKind.Less, 0, 0)), VerifierCodes.BadType);
    }

    [Fact]
    public void More_than_four_axes_are_for_before_decomposition()
    {
        var module = HandModules.Add().With<Transfer>(t => t with { Axes = [.. Enumerable.Repeat(new TransferAxis(1, 0, -1), 4), .. t.Axes] });
        Assert.Empty(Findings(module, lowered: false));
        Finds(module, VerifierCodes.TooManyAxes, lowered: true);
    }

    private static void Finds(Module module, DiagnosticCode code, bool lowered = false) =>
        Assert.Contains(code, Findings(module, lowered).Select(d => d.Code));

    private static IReadOnlyList<Diagnostic> Findings(Module module, bool lowered)
    {
        var bag = new DiagnosticBag();
        new Verifier(lowered).Run(module, bag);
        return bag.All;
    }
}

using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Passes.Verify;

/// <summary>
/// Checks what the documents of the IR promise, and reports all findings together. The module is returned as it is. With
/// <paramref name="lowered"/>, also what holds only after all passes: at most 4 axes, no whole-tile products, numbered computations.
/// </summary>
public sealed class Verifier(bool lowered) : IPass<Module, Module>
{
    public const int MostAxes = 4;

    public string Name => "verify";

    public Module Run(Module input, DiagnosticBag diagnostics)
    {
        Names("size", input.Sizes.Select(s => s.Name), diagnostics);
        Names("tensor", input.Tensors.Select(t => t.Name), diagnostics);
        Names("kernel", input.Kernels.Select(k => k.Name), diagnostics);
        for (var id = 0; id < input.Tensors.Length; id++) Check(input, input.Tensors[id], id, diagnostics);
        for (var k = 0; k < input.Kernels.Length; k++)
        {
            foreach (var earlier in input.Kernels[k].DependsOn.Where(d => d < 0 || d >= k))
                diagnostics.Error(VerifierCodes.UnknownReference, Where(input.Kernels[k]), $"waits for kernel {earlier}, which does not come before it");
            if (BuffersAreSound(input, input.Kernels[k], diagnostics)) new KernelChecks(input, input.Kernels[k], lowered, diagnostics).Run();
        }

        return input;
    }

    internal static string Where(Kernel kernel) => $"kernel '{kernel.Name}'";

    private static void Names(string kind, IEnumerable<string> names, DiagnosticBag diagnostics)
    {
        foreach (var twice in names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
            diagnostics.Error(VerifierCodes.BadId, $"{kind} '{twice.Key}'", $"the name is used {twice.Count()} times");
    }

    private static void Check(Module module, TensorDecl tensor, int id, DiagnosticBag diagnostics)
    {
        var where = $"tensor '{tensor.Name}'";
        if (tensor.Id != id) diagnostics.Error(VerifierCodes.BadId, where, $"has id {tensor.Id}, {id} expected");
        foreach (var variable in tensor.Shape.SelectMany(e => e.Variables()).Distinct().Where(v => !module.Sizes.Contains(v)))
            diagnostics.Error(VerifierCodes.UnknownReference, where, $"'{variable}' in its shape is not a size of the module");
        foreach (var extent in tensor.Shape.Where(e => e.Range.Max < 0))
            diagnostics.Error(VerifierCodes.BadShape, where, $"the extent {extent} is negative");
    }

    private static bool BuffersAreSound(Module module, Kernel kernel, DiagnosticBag diagnostics)
    {
        var sound = true;
        for (var id = 0; id < kernel.Buffers.Length; id++)
        {
            var buffer = kernel.Buffers[id];
            var where = $"{Where(kernel)}, buffer '{buffer.Name}'";
            if (buffer.Id != id) diagnostics.Error(VerifierCodes.BadId, where, $"has id {buffer.Id}, {id} expected");
            if (buffer.Shape.All(e => e >= 1) && buffer.LaneStride >= 1 && buffer.LaneAxis >= -1 && buffer.LaneAxis < buffer.Shape.Length) continue;
            sound = false;
            diagnostics.Error(VerifierCodes.BadShape, where, $"[{string.Join('x', buffer.Shape)}] with lane axis {buffer.LaneAxis} and stride " +
                $"{buffer.LaneStride}: extents and stride must be 1 or more, the lane axis one of the axes or -1");
        }

        if (sound) Capacity(module.Machine, kernel, diagnostics);
        return sound;
    }

    private static void Capacity(MachineFacts machine, Kernel kernel, DiagnosticBag diagnostics)
    {
        var real = kernel.Buffers.Where(b => b.Role != ActorSim.Trace.Records.BufferRole.Weights).ToArray();
        var needed = real.Aggregate((Int128)0, (sum, b) => sum + b.BytesPerLane(machine.Lanes));
        if (needed <= machine.SpadBytesPerLane) return;
        var largest = real.MaxBy(b => b.BytesPerLane(machine.Lanes))!;
        var bytes = largest.BytesPerLane(machine.Lanes);
        var left = machine.SpadBytesPerLane - (needed - bytes);
        var advice = left > 0
            ? $"at most {left} bytes per lane of it would fit beside the others"
            : $"the others alone take {needed - bytes} bytes per lane";
        diagnostics.Error(VerifierCodes.SpadOverflow, $"{Verifier.Where(kernel)}, buffer '{largest.Name}'", $"all buffers take {needed} bytes per lane of " +
            $"{machine.SpadBytesPerLane}; the largest, {largest.Type.Name()}[{string.Join('x', largest.Shape)}], takes {bytes}: {advice}");
    }
}

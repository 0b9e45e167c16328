using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter;

/// <summary>
/// Executes a module, lowered or not, on real numbers: lane-banked scratchpads, transfers as the machine's DMA makes them, asynchronous
/// data visible only after their wait, and the array's order of accumulation.
/// </summary>
public static class FunctionalRun
{
    /// <summary>
    /// <paramref name="inputs"/>: tensors of the roles input and in-out, in order of id. Returns those of the roles output and in-out, in
    /// order of id. The result does not depend on <paramref name="threads"/> (1 or more; default 1).
    /// </summary>
    /// <exception cref="CompileException">Sizes or inputs do not fit, or the program does what the machine could not.</exception>
    public static IReadOnlyList<TensorData> Execute(
        Module module, IReadOnlyDictionary<string, long> sizes, IReadOnlyList<TensorData> inputs, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var bag = new DiagnosticBag();
        var slots = new IndexSlots(module);
        var values = new long[slots.Count];
        Bind(module, sizes, values, slots, bag);
        bag.ThrowIfErrors();
        var tensors = Tensors(module, inputs, values, slots, bag);
        bag.ThrowIfErrors();
        try
        {
            var last = LastUses(module);
            var arrays = new ScratchArrays();
            var released = new ReleasedMemory(tensors);
            for (var k = 0; k < module.Kernels.Length; k++)
            {
                new KernelExecution(module, module.Kernels[k], tensors, slots, threads, arrays).Run(values);
                released.Release(last[k]);
            }
        }
        catch (OverflowException overflow)
        {
            throw new CompileException(FunctionalCodes.Malformed, module.Name, $"an index leaves 64 bits: {overflow.Message}");
        }

        return Outputs(module, tensors);
    }

    /// <summary>For a module without sizes.</summary>
    /// <exception cref="CompileException">As above.</exception>
    public static IReadOnlyList<TensorData> Execute(Module module, params TensorData[] inputs) =>
        Execute(module, new Dictionary<string, long>(), inputs);

    private static void Bind(Module module, IReadOnlyDictionary<string, long> given, long[] values, IndexSlots slots, DiagnosticBag bag)
    {
        var problems = new List<SizeProblem>();
        var ranges = module.Sizes.Select(s => new SizeRange(s.Name, s.Min, s.Max, s.DivisibleBy)).ToArray();
        var bound = SizeBinding.Bind(ranges, given.OrderBy(g => g.Key, StringComparer.Ordinal), problems);
        foreach (var problem in problems) bag.Error(FunctionalCodes.BadSize, module.Name, problem.Text);
        if (problems.Count > 0) return;
        foreach (var size in module.Sizes) values[slots.Of(size)] = bound[size.Name];
    }

    // Which tensors no later kernel reads or writes, and no caller gets.
    private static ILookup<int, int> LastUses(Module module)
    {
        var last = new Dictionary<int, int>();
        for (var k = 0; k < module.Kernels.Length; k++)
            foreach (var transfer in module.Kernels[k].Body.All().OfType<Transfer>()) last[transfer.Tensor] = k;
        return module.Tensors.Where(t => t.Role is TensorRole.Intermediate or TensorRole.Input && last.ContainsKey(t.Id))
            .ToLookup(t => last[t.Id], t => t.Id);
    }

    private static DramTensor[] Tensors(Module module, IReadOnlyList<TensorData> inputs, long[] values, IndexSlots slots, DiagnosticBag bag)
    {
        var wanted = module.Tensors.Count(IsGiven);
        if (wanted != inputs.Count)
        {
            var names = string.Join(", ", module.Tensors.Where(IsGiven).Select(t => t.Name));
            bag.Error(FunctionalCodes.BadInput, module.Name, $"{inputs.Count} inputs are given, the program takes {wanted}: {names}");
            return [];
        }

        var next = 0;
        var memory = new TensorMemory(bag);
        return [.. module.Tensors.Select(tensor =>
        {
            var shape = IndexProgram.OfAll(tensor.Shape, slots).Select(e => e.Evaluate(values)).ToArray();
            if (shape.Any(e => e < 0)) bag.Error(FunctionalCodes.BadSize, tensor.Name, $"shape {string.Join('x', shape)} is negative");
            shape = memory.Take(tensor, [.. shape.Select(e => Math.Max(e, 0))]);
            if (!IsGiven(tensor)) return DramTensor.Create(tensor, shape, null);
            var input = inputs[next++];
            if (input.Type == tensor.Type && input.Shape.SequenceEqual(shape)) return DramTensor.Create(tensor, shape, input);
            var message = $"input {next - 1} is {input}, the program takes {tensor.Type.Name()}[{string.Join('x', shape)}] for these sizes";
            bag.Error(FunctionalCodes.BadInput, tensor.Name, message);
            return DramTensor.Create(tensor, shape, null);
        })];
    }

    private static List<TensorData> Outputs(Module module, DramTensor[] tensors)
    {
        var bag = new DiagnosticBag();
        var outputs = new List<TensorData>();
        foreach (var tensor in tensors.Where(t => t.Declaration.Role is TensorRole.Output or TensorRole.InOut))
        {
            outputs.Add(tensor.ToData());
            if (tensor.Written is null || Array.IndexOf(tensor.Written, (byte)0) is var first && first < 0) continue;
            var missing = tensor.Written.Count(w => w == 0);
            var message = $"{missing} of {tensor.Elements} elements were never written, first element {first}";
            bag.Error(FunctionalCodes.UnwrittenTensor, $"{module.Name}, output '{tensor.Declaration.Name}'", message);
        }

        bag.ThrowIfErrors();
        return outputs;
    }

    private static bool IsGiven(TensorDecl tensor) => tensor.Role is TensorRole.Input or TensorRole.InOut;
}

using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>Tensors of a module at given sizes, where the options' memory plan has them or one after the other.</summary>
internal static class TensorLayout
{
    /// <exception cref="CompileException">A size or an address leaves 63 bits; all such tensors are named.</exception>
    public static ImmutableArray<TraceTensor> Of(Module module, Func<Ir.Index.IndexVar, long> sizes, ProducerOptions options)
    {
        var diagnostics = new DiagnosticBag();
        var tensors = ImmutableArray.CreateBuilder<TraceTensor>();
        var next = options.FirstAddress;
        foreach (var tensor in module.Tensors)
        {
            try
            {
                long[] shape = [.. tensor.Shape.Select(e => e.Evaluate(sizes))];
                var elements = shape.Aggregate(1L, (product, extent) => checked(product * extent));
                if (RowPadding.Of(shape, module.Machine.RowElements) is { } padding) elements = padding.Place(elements);
                var bytes = checked(elements * tensor.Type.Bytes());
                tensors.Add(new TraceTensor(tensor.Id, tensor.Name, tensor.Type.Name(), shape, Address(tensor, next, options), bytes));
                next = checked((next + bytes + options.Alignment - 1) / options.Alignment * options.Alignment);
            }
            catch (OverflowException)
            {
                diagnostics.Error(ProducerDiagnostics.Overflow, $"tensor '{tensor.Name}'",
                    $"[{string.Join(", ", tensor.Shape)}] of {tensor.Type.Name()} does not fit 63-bit addresses with these sizes; give smaller ones");
            }
        }

        diagnostics.ThrowIfErrors();
        return tensors.ToImmutable();
    }

    private static long Address(TensorDecl tensor, long next, ProducerOptions options) =>
        options.Memory is { } plan ? checked(options.FirstAddress + plan.Offsets[tensor.Id]) : next;
}

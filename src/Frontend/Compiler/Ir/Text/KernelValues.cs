using System.Collections.Immutable;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>What the names of a function's arguments and allocations stand for.</summary>
internal sealed class KernelValues(
    IReadOnlyList<string> arguments, IReadOnlyList<string> allocations, ImmutableArray<TensorDecl> tensors, ImmutableArray<SpadBuffer> buffers)
{
    public ImmutableArray<SpadBuffer> Buffers => buffers;

    public int Tensor(MlirOperation operation, int operand) => Find(operation, operand, arguments, tensors.Length, "tensor (an argument of the function)");

    public int Buffer(MlirOperation operation, int operand) => Find(operation, operand, allocations, buffers.Length, "buffer (a memref.alloc)");

    private static int Find(MlirOperation operation, int operand, IReadOnlyList<string> names, int count, string what)
    {
        var name = operation.Operand(operand);
        for (var i = 0; i < Math.Min(names.Count, count); i++)
            if (names[i] == name) return i;
        throw operation.Fail($"operand {operand} (%{name}) must be a {what}");
    }
}

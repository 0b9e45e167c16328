using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;
using ActorSim.Frontend.Interpreter.Steps;

namespace ActorSim.Frontend.Interpreter;

/// <summary>Makes the statements of a work-item ready to run.</summary>
internal sealed class StepCompiler(Module module, Kernel kernel, IndexSlots slots)
{
    public Step[] Compile(ImmutableArray<Statement> body) => [.. body.Select(Compile)];

    private Step Compile(Statement statement) => statement switch
    {
        Loop loop => new LoopStep(loop, slots, Compile(loop.Body)),
        Transfer transfer => Compile(transfer),
        Wait wait => Compile(wait),
        Compute compute => new ComputeStep(compute, kernel, slots),
        Preload preload => Compile(preload),
        Matmul matmul => Compile(matmul),
        TileMatmul tile => Compile(tile),
        _ => throw Fail($"statement {statement.GetType().Name} is not known"),
    };

    private Step Compile(Transfer transfer)
    {
        var buffer = Buffer(transfer.Buffer);
        if (transfer.Tensor < 0 || transfer.Tensor >= module.Tensors.Length) throw Fail($"tensor {transfer.Tensor} does not exist");
        var tensor = module.Tensors[transfer.Tensor];
        if (tensor.Type != buffer.Type)
            throw Fail($"a transfer moves {tensor.Type.Name()} of '{tensor.Name}' as {buffer.Type.Name()} of '{buffer.Name}'");
        if (transfer.Axes.Any(a => a.BufferAxis >= buffer.Shape.Length) || transfer.Origin.Length is var n && n != 0 && n != buffer.Shape.Length)
            throw Fail($"a transfer of '{tensor.Name}' does not fit the {buffer.Shape.Length} axes of buffer '{buffer.Name}'");
        if (transfer.Indirect is { } indirect)
        {
            var offsets = Buffer(indirect.OffsetBuffer);
            if (offsets.Type.IsFloat() || offsets.Shape.Length != buffer.Shape.Length)
                throw Fail($"offset buffer '{offsets.Name}' must hold integers and have the {buffer.Shape.Length} axes of '{buffer.Name}'");
        }

        var values = ElementCodec.ClassOf(buffer.Type);
        if (values == typeof(float)) return new TransferStep<float>(transfer, buffer, kernel, tensor.Name, slots);
        if (values == typeof(double)) return new TransferStep<double>(transfer, buffer, kernel, tensor.Name, slots);
        return new TransferStep<long>(transfer, buffer, kernel, tensor.Name, slots);
    }

    private WaitStep Compile(Wait wait)
    {
        Buffer(wait.Buffer);
        return new WaitStep(wait, slots);
    }

    private Step Compile(Preload preload)
    {
        var buffer = Buffer(preload.Weights.Buffer);
        var lanes = module.Machine.Lanes;
        return buffer.Type switch
        {
            ElementType.F64 => new PreloadStep<double>(preload, buffer, lanes, slots),
            _ when buffer.Type.IsFloat() => new PreloadStep<float>(preload, buffer, lanes, slots),
            ElementType.I64 or ElementType.U64 => new PreloadStep<long>(preload, buffer, lanes, slots),
            _ => new PreloadStep<int>(preload, buffer, lanes, slots),
        };
    }

    private Step Compile(Matmul matmul)
    {
        var (a, c) = (Buffer(matmul.A.Buffer), Buffer(matmul.C.Buffer));
        RequireSameKind(a, c);
        var lanes = module.Machine.Lanes;
        return c.Type switch
        {
            ElementType.F64 => new MatmulStep<double>(matmul, kernel, lanes, slots),
            _ when c.Type.IsFloat() => new MatmulStep<float>(matmul, kernel, lanes, slots),
            ElementType.I64 or ElementType.U64 => new MatmulStep<long>(matmul, kernel, lanes, slots),
            _ => new MatmulStep<int>(matmul, kernel, lanes, slots),
        };
    }

    private Step Compile(TileMatmul tile)
    {
        var (a, b, c) = (Buffer(tile.A.Buffer), Buffer(tile.B.Buffer), Buffer(tile.C.Buffer));
        RequireSameKind(a, c);
        RequireSameKind(b, c);
        var lanes = module.Machine.Lanes;
        return c.Type switch
        {
            ElementType.F64 => new TileMatmulStep<double>(tile, kernel, lanes, slots),
            _ when c.Type.IsFloat() => new TileMatmulStep<float>(tile, kernel, lanes, slots),
            ElementType.I64 or ElementType.U64 => new TileMatmulStep<long>(tile, kernel, lanes, slots),
            _ => new TileMatmulStep<int>(tile, kernel, lanes, slots),
        };
    }

    private void RequireSameKind(SpadBuffer operand, SpadBuffer result)
    {
        if (operand.Type.IsFloat() != result.Type.IsFloat())
            throw Fail($"a product of {operand.Type.Name()} '{operand.Name}' is added to {result.Type.Name()} '{result.Name}'");
    }

    private SpadBuffer Buffer(int id) =>
        id >= 0 && id < kernel.Buffers.Length ? kernel.Buffers[id] : throw Fail($"buffer {id} does not exist");

    private CompileException Fail(string message) => new(FunctionalCodes.Malformed, $"kernel '{kernel.Name}'", message);
}

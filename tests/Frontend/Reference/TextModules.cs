using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Tests.Systolic;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Tests.Reference;

/// <summary>Modules to print: written by hand, of builtins before and after lowering, and random ones.</summary>
public static class TextModules
{
    /// <summary>A call of every builtin.</summary>
    public static IReadOnlyList<(string Name, string Arguments)> Builtins { get; } =
    [
        ("matmul", "M=20,N=24,K=40,residual=true"), ("bmm", "B=2,M=9,N=10,K=11,transB=true"), ("conv1d", "N=1,C=4,W=12,OC=6,KW=3,pad=1"),
        ("conv2d", "N=2,C=4,H=8,W=8,OC=8,KH=3,KW=3,stride=2,bias=true"), ("conv3d", "N=1,C=2,D=4,H=5,W=6,OC=3,KD=2,KH=2,KW=2"),
        ("conv-transpose1d", "N=1,C=4,W=6,OC=5,KW=3,stride=2"), ("conv-transpose2d", "N=1,C=4,H=4,W=4,OC=4,KH=3,KW=3"),
        ("conv-transpose3d", "N=1,C=2,D=3,H=3,W=3,OC=2,KD=2,KH=2,KW=2"), ("attention", "B=1,H=2,L=16,S=16,E=8,causal=first"),
        ("add", "shape=?Nx20"), ("elementwise", "shape=33,op=gelu"), ("reduce-sum", "shape=9x40,axes=1"), ("reduce-max", "shape=9x40,axes=0"),
        ("reduce-min", "shape=9x40,axes=1"), ("reduce-mean", "shape=9x40,axes=1"), ("reduce-prod", "shape=9x40,axes=1"),
        ("reduce-variance", "shape=9x40,axes=1"), ("softmax", "shape=?Nx48"), ("layernorm", "shape=12x48"), ("rmsnorm", "shape=12x48"),
        ("batchnorm", "shape=1x6x5x5"), ("maxpool", "shape=1x3x8x8,kernel=2,stride=2"), ("avgpool", "shape=1x3x8x8,kernel=2,stride=2"),
        ("transpose", "shape=12x20,order=1x0"), ("cat", "shape=4x6"), ("gather", "N=30,D=16,I=?N"), ("scatter", "N=30,D=16,I=9"),
        ("scatter-add", "N=30,D=16,I=9"),
    ];

    public static IEnumerable<Module> All()
    {
        foreach (var type in Enum.GetValues<ElementType>().Where(t => t != ElementType.Bool)) yield return HandModules.Add(type);
        yield return HandModules.Product(9, 17, 20);
        yield return HandModules.Rows(4, 6, 8, false);
        yield return HandModules.Rows(4, 6, 8, true);
        yield return SystolicProgram.Lower("matmul", "M=?N,N=24,K=40,bias=1,activation=gelu", HandModules.Machine);
        yield return SystolicProgram.Lower("bmm", "B=2,M=20,N=30,K=40", HandModules.Machine);
        foreach (var (name, arguments) in Builtins) yield return SystolicProgram.Lower(name, arguments, HandModules.Machine);
        for (var seed = 0; seed < 40; seed++) yield return Random(seed);
    }

    /// <summary>Not a program that means anything, but every kind of statement, operation and expression in it.</summary>
    public static Module Random(int seed)
    {
        var random = new Random(seed);
        IndexVar[] sizes = [IndexVar.Size("N", 1, 1 << 20, 4), IndexVar.Size("M")];
        SpadBuffer[] buffers = [.. Enumerable.Range(0, 3).Select(b =>
            HandModules.Buffer(b, (ElementType)random.Next(13), [random.Next(1, 9), random.Next(1, 9)], random.Next(-1, 2), random.Next(1, 3)))];
        TensorDecl[] tensors = [.. Enumerable.Range(0, 2).Select(t =>
            HandModules.Tensor(t, $"t{t}", buffers[t].Type, (TensorRole)random.Next(4), sizes[0], 8, Expression(random, sizes, 2)))];
        var kernel = new Kernel("k\u00e9rnel\\\"0\"", [], [.. buffers], 3, [.. Statements(random, sizes, buffers, 0)])
        {
            Notes = [KeyValuePair.Create("tile", "8x8"), KeyValuePair.Create("a \"note\"", "\n")],
        };
        return new Module($"random{seed}", HandModules.Machine, [.. sizes], [.. tensors], [kernel]);
    }

    private static IEnumerable<Statement> Statements(Random random, IndexVar[] scope, SpadBuffer[] buffers, int depth)
    {
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            IndexExpr E() => Expression(random, scope, 2);
            var operand = new MatrixOperand(random.Next(3), 0, 1, [E(), E()], random.Next(1, 3));
            switch (random.Next(depth < 3 ? 7 : 6))
            {
                case 0:
                    yield return new Transfer((TransferDirection)random.Next(2), random.Next(2), E(), random.Next(3),
                        [new TransferAxis(4, E(), 0, 2, Low: E()), new TransferAxis(3, E(), -1, High: E()), new TransferAxis(1, 0, 1)])
                    {
                        Origin = random.Next(2) == 0 ? [] : [E(), 1],
                        Fill = (ulong)random.NextInt64(),
                        IsAsync = random.Next(2) == 0,
                        Tag = random.Next(-1, 3),
                        Slot = E(),
                        Accumulate = random.Next(2) == 0,
                        Subtile = random.Next(2) == 0 ? [] : [2, 3, 1],
                        Indirect = random.Next(2) == 0 ? null : new IndirectAccess(random.Next(3), 5) { Limit = random.Next(2) == 0 ? null : E() },
                    };
                    break;
                case 1: yield return new Wait(random.Next(3), E(), random.Next(3)); break;
                case 2: yield return new Preload(random.Next(9), operand, 3, 4); break;
                case 3: yield return new Matmul(random.Next(9), operand, operand, 3, 4, 5); break;
                case 4: yield return new TileMatmul(operand, operand, operand, 3, 4, 5); break;
                case 5: yield return Compute(random, scope, buffers); break;
                default:
                    var loop = new IndexVar($"l{depth}", IndexVarKind.Loop, 0, random.Next(2) == 0 ? long.MaxValue : 77, 2, random.Next(2) == 0 ? null : E());
                    IndexVar[] inner = [.. scope, loop];
                    yield return new Loop((LoopKind)random.Next(3), loop, E(), random.Next(1, 9), [.. Statements(random, inner, buffers, depth + 1)])
                    {
                        DependsOn = random.Next(2) == 0 ? null : new WorkItemDependence(loop, 1, E()),
                    };
                    break;
            }
        }
    }

    private static Compute Compute(Random random, IndexVar[] scope, SpadBuffer[] buffers)
    {
        var type = (ElementType)random.Next(12);
        var map = new BufferMap(random.Next(3), [random.Next(-1, 2), 1], [Expression(random, scope, 1), 0]);
        double[] numbers = [0.1, -0.0, double.NaN, double.PositiveInfinity, 1e300, 3];
        VectorOp[] body =
        [
            new VectorLoad(type, map), new VectorConstant(type, numbers[random.Next(6)], random.NextInt64()),
            new VectorIndex(ElementType.I64, Expression(random, scope, 2), random.Next(-1, 2)), new VectorUnary(type, (UnaryKind)random.Next(30), 0),
            new VectorBinary(type, (BinaryKind)random.Next(16), 0, 3), new VectorBinary(ElementType.Bool, BinaryKind.Less, 4, 1),
            new VectorSelect(type, 5, 4, 1), new VectorCast(ElementType.I64, 6, random.Next(2) == 0), new VectorStore(type, map, 6),
            new VectorStore(ElementType.I64, map, 7, 5), new VectorReduce(type, (ReduceKind)random.Next(7), map, 6),
        ];
        return new Compute(random.Next(9), $"c{random.Next(9)}", random.Next(2) == 0 ? ComputeUnit.Vector : ComputeUnit.CrossLane,
            [random.Next(1, 9), random.Next(1, 9)], random.Next(-1, 2), random.Next(1, 3), [.. body]);
    }

    private static IndexExpr Expression(Random random, IndexVar[] scope, int depth)
    {
        if (depth == 0) return random.Next(2) == 0 ? random.Next(-9, 10) : scope[random.Next(scope.Length)];
        var (a, b) = (Expression(random, scope, depth - 1), Expression(random, scope, depth - 1));
        return random.Next(6) switch
        {
            0 => a + b,
            1 => a * b,
            2 => IndexExpr.Min(a, b),
            3 => IndexExpr.Max(a, b),
            4 => IndexExpr.FloorDiv(a, random.Next(1, 9)),
            _ => IndexExpr.Mod(a, random.Next(2) == 0 ? random.Next(1, 9) : scope[0]),
        };
    }
}

using System.Globalization;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Packages;

namespace ActorSim.Tests.Laws.Compiled;

/// <summary>Builtins at random sizes on random machines, the same for a seed in every run.</summary>
internal sealed class RandomKernels(int seed)
{
    private const long MostPoints = 1 << 22;
    private static readonly string[] Types = ["f32", "f16", "bf16", "i8"];

    private readonly Random _random = new(seed);

    public CompileRequest Next()
    {
        var machine = Machine();
        var (name, definitions) = _random.Next(12) switch
        {
            0 or 1 => ("matmul", Matmul()),
            2 => ("bmm", $"B={Size(16)},M={Size(512)},N={Size(512)},K={Size(512)},dtype={Type()}"),
            3 or 4 => ("conv2d", Conv()),
            5 or 6 => ("attention", Attention()),
            7 => ("elementwise", $"op=mul.add.relu,shape={Shape(3)},dtype={Type()}"),
            8 => ("softmax", $"shape={Shape(2)}"),
            9 => ("layernorm", $"shape={Shape(2)},dtype={(_random.Next(2) == 0 ? "f32" : "f16")}"),
            10 => ("transpose", $"shape={Shape(3)},dtype={Type()}"),
            _ => ("maxpool", $"shape={Size(4)}x{Size(64)}x{Size(64) + 2}x{Size(64) + 2},kernel={1 + _random.Next(2)},stride={1 + _random.Next(2)}"),
        };
        return new CompileRequest(CompileRequest.BuiltinPrefix + name, [.. Pairs(definitions)], machine, new CompileOptions());
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string definitions) => definitions.Split(',').Select(d => d.Split('=')).Select(p => KeyValuePair.Create(p[0], p[1]));

    private MachineFacts Machine()
    {
        var lanes = 8 << _random.Next(6);
        var spad = Math.Max(LogUniform(64L << 10, 64L << 20), lanes * 2048L) / lanes;
        return new MachineFacts(lanes, spad, 256)
        {
            RowElements = _random.Next(3) == 0 ? 128 : 1,
            Balance = new MachineBalance(1 << _random.Next(5), 1 + _random.Next(2), LogUniform(16, 2048), (int)LogUniform(60, 1000)),
        };
    }

    private string Matmul()
    {
        long m = Size(16384), n = Size(16384), k = Size(16384);
        while (m * n > MostPoints || m * k > MostPoints || n * k > MostPoints) (m, n, k) = (m / 2 + 1, n / 2 + 1, k / 2 + 1);
        var type = Type();
        var activation = type == "i8" ? "relu" : "gelu-tanh";
        return $"M={m},N={n},K={k},dtype={type},transB={(_random.Next(2) == 0 ? "true" : "false")},bias={_random.Next(3) switch { 0 => "none", 1 => "1", _ => "2" }},"
            + $"residual={(_random.Next(2) == 0 ? "true" : "false")},activation={(_random.Next(2) == 0 ? "none" : activation)}";
    }

    private string Conv()
    {
        var groups = _random.Next(3) == 0 ? 1L << _random.Next(4) : 1;
        var kernel = 1 + 2 * _random.Next(3);
        return $"N={1 + _random.Next(4)},C={groups * Size(256 / groups)},OC={groups * Size(256 / groups)},H={Size(48) + kernel},W={Size(48) + kernel},KH={kernel},"
            + $"KW={kernel},pad={_random.Next(3)},stride={1 + _random.Next(2)},groups={groups},dtype={Type()},bias={(_random.Next(2) == 0 ? "true" : "false")}";
    }

    private string Attention()
    {
        var queries = _random.Next(2) == 0 ? 1 : Size(512);
        return $"H={1 + _random.Next(4)},L={queries},S={Math.Max(Size(16384) / queries, 1)},E={Size(128)},dtype={(_random.Next(2) == 0 ? "f32" : "f16")},"
            + $"causal={(_random.Next(2) == 0 ? "none" : "first")}";
    }

    private string Type() => Types[_random.Next(Types.Length)];

    private string Shape(int mostAxes)
    {
        var extents = Enumerable.Range(0, 1 + _random.Next(mostAxes)).Select(_ => Size(2048)).ToArray();
        while (extents.Aggregate(1L, (p, e) => p * e) > MostPoints) extents[_random.Next(extents.Length)] = Size(16);
        return string.Join('x', extents.Select(e => e.ToString(CultureInfo.InvariantCulture)));
    }

    // 1, powers of two and their neighbours, primes as often as all others together.
    private long Size(long most)
    {
        var size = LogUniform(1, most);
        return Math.Clamp(_random.Next(6) switch
        {
            0 => 1,
            1 => 1L << (int)Math.Log2(size),
            2 => (1L << (int)Math.Log2(size)) + 1,
            3 => (1L << (int)Math.Log2(size)) - 1,
            _ => size,
        }, 1, most);
    }

    private long LogUniform(long least, long most) => (long)Math.Exp(Math.Log(least) + _random.NextDouble() * (Math.Log(most + 1) - Math.Log(least)));
}

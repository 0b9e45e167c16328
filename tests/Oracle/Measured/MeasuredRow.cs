using System.Globalization;

namespace ActorSim.Tests.Oracle.Measured;

/// <summary>A measured workload, and the commands of the tool that compile it for a system and leave something to run.</summary>
public sealed record MeasuredRow(string Workload, long Cycles)
{
    /// <summary>Sequence of the published BERT figures.</summary>
    private const int BertSequence = 512;

    /// <summary>Whole networks: minutes of a debug build, or another part of the compiler.</summary>
    public bool IsNetwork => !Workload.Contains('_', StringComparison.Ordinal) || Workload.StartsWith("bert", StringComparison.Ordinal);

    /// <summary>Rows of a file: lines of a name and cycles, further columns ignored, # begins a comment.</summary>
    public static IReadOnlyList<MeasuredRow> Read(string file) =>
    [
        .. File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#').Skip(1).Select(l => l.Split(','))
            .Select(c => new MeasuredRow(c[0], long.Parse(c[1], CultureInfo.InvariantCulture))),
    ];

    /// <summary>The command but for system and output file.</summary>
    /// <exception cref="FormatException">The name is of no known form.</exception>
    public IReadOnlyList<string> Command()
    {
        var parts = Workload.Split('_');
        if (parts is ["bert", var size]) return ["model", "new", $"bert-{size}-block", "--batch", "1", "--seq", $"{BertSequence}"];
        if (parts is [var network]) return ["model", "new", network, "--batch", "1"];
        var n = parts[1].Split('x').Select(p => long.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return ["compile", .. Kernel(parts[0], n)];
    }

    private string[] Kernel(string kind, long[] n) => (kind, n) switch
    {
        ("gemm", [var rows, var columns, var depth]) => ["builtin:matmul", "-D", $"M={rows},N={columns},K={depth}"],
        ("conv", [var batch, var h, var w, var inputs, var outputs, var kernel, var stride, var pad]) =>
        [
            "builtin:conv2d", "-D", $"N={batch},C={inputs},H={h},W={w},OC={outputs},KH={kernel},KW={kernel},stride={stride},pad={pad},"
                + "layout=channels-last",
        ],
        ("layernorm" or "softmax", [var rows, var columns]) => [$"builtin:{kind}", "-D", $"M={rows},N={columns}"],
        ("attention", [var heads, var length, var size]) => ["builtin:attention", "-D", $"H={heads},L={length},S={length},E={size}"],
        _ => throw new FormatException($"'{Workload}' is of no known form"),
    };
}

using System.Globalization;
using System.Text;

namespace ActorSim.Tests.Oracle.Measured;

/// <summary>The section of docs/validation.md about a measured TPUv3.</summary>
internal static class MeasuredSection
{
    private const string Begin = "<!-- begin: measured tpuv3 -->\n";
    private const string End = "<!-- end: measured tpuv3 -->\n";

    public static string Document => Path.Combine(Repository.Root, "docs", "validation.md");

    public static IReadOnlyList<MeasuredRow> Rows { get; } =
        MeasuredRow.Read(Path.Combine(AppContext.BaseDirectory, "Fixtures", "tpuv3", "measured.csv"));

    public static string Line(MeasuredResult result) => string.Create(CultureInfo.InvariantCulture,
        $"| {result.Row.Workload} | {result.Row.Cycles} | {result.Cycles} | {result.Percent:+0.0;-0.0} % |");

    /// <summary>The document with the section put in, or replaced.</summary>
    public static string Replaced(string document, IReadOnlyCollection<MeasuredResult> results)
    {
        var (start, end) = (document.IndexOf(Begin, StringComparison.Ordinal), document.IndexOf(End, StringComparison.Ordinal));
        var section = Text(results);
        return start < 0 ? $"{document.TrimEnd('\n')}\n\n{section}" : document[..start] + section + document[(end + End.Length)..];
    }

    private static string Text(IReadOnlyCollection<MeasuredResult> results)
    {
        var text = new StringBuilder(Begin).Append(
            """
            ## A measured TPUv3 core

            Cycles of the system `tpuv3` against those of a real core at 940 MHz (tests/Fixtures/tpuv3: part of the table published with PyTorchSim).
            Every row is compiled by the frontend and simulated as a user would do it; nothing is chosen for a row. Written by `tools/validate`;
            `tools/measured FILE.csv` makes the same table of other rows.

            | workload | measured | ours | off |
            |---|---|---|---|

            """);
        foreach (var result in results) text.Append(Line(result)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"| mean absolute | | | {MeasuredResult.MeanAbsolutePercent(results):0.0} % |\n\n");
        return text.Append(Explanation).Append(End).ToString();
    }

    // Checked by hand against the runs' reports; what it says of sizes of errors follows from the table.
    private const string Explanation =
        """
        What the rows are: convolutions channels-last (`layout=channels-last`); attention one batch, without mask; resnet18 with batch 1 (channels
        first, as exporters write it); bert_base one layer with 512 tokens (`bert-base-block`). Twelve layers cannot be meant: their 48 G
        multiplications take 1.47 M cycles at the arrays' peak, their weights 0.7 M cycles at the memory's.

        The parameters beyond published ones, the same for all rows, chosen once with these rows in view:

        | parameter | value | why |
        |---|---|---|
        | `noc.latency` | 200 cycles each way | assumed: 0.5 us from DMA request to data, of the order of what HBM2 devices show; decides gemm_256x256x256, less than 3 % elsewhere |
        | `core.row-elements` | 128 | XLA's tiled layouts: the last dimension is stored and moved in whole rows of 128 elements (64 channels or a head of 64 as 128) |
        | registers per vector instruction | 2 | a TPU instruction handles one register of 8 x 128; two in flight stand for loops unrolled twice; latencies as in cost.md |

        Compiler rules that matter: tiles are the reference's (frontend.md), but steps are at most 256 deep and sums a quarter of the scratchpad where
        such a tile loads at most a quarter more than the best; each pass over a row of softmax or layernorm loads it again unless the row fits the
        tile rule's 256 elements, as the reference's tiles have it.

        The largest errors:
        - **layernorm**: three passes that load and one that stores are 25 MiB, and memory is busy for nearly all of our time. The measured time is 7.5
          such passes: the measured program reads and writes the tensor more often (its framework normalises over a reshaped batch, with copies
          around it), which we have no published account of.
        - **resnet18**: half of our time is the first convolution (3 channels use 3 rows of an array) and the maximum pool after it. The
          rest takes 250,000 cycles, of which the weights' 47 MB need 98,000; a network of 20 short kernels with batch 1 also pays for launches and
          layout copies that are not modelled.
        - **conv 64 x 56 x 56, 64 channels**: half of the array's rows and columns are idle, on the real one too, so 903,000 cycles are the least. With
          padded rows the reference's tile (8 x 14 outputs) leaves no room for the next one's loads, and ours waits for scratchpad; tiles that do not would give
          950,000, too little. The measured value lies between.
        - **attention** is bound by the vector unit (84 % busy), so its error is that of the assumed latencies.

        """;
}

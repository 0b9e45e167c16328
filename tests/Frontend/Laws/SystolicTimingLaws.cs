using ActorSim.Frontend.Compiler.Cost;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws;

public sealed class SystolicTimingLaws
{
    public static TheoryData<Dataflow> Dataflows => [.. Enum.GetValues<Dataflow>()];

    [Theory]
    [MemberData(nameof(Dataflows))]
    public void One_fold_equals_the_cell_by_cell_simulation_up_to_16_x_16_x_64(Dataflow dataflow)
    {
        var random = new Random(1);
        for (int rows = 1; rows <= 16; rows++)
        {
            for (int columns = 1; columns <= 16; columns++)
            {
                for (int streamed = 1; streamed <= 64; streamed++)
                    Compare(random, dataflow, rows, columns, WholeArray(dataflow, rows, columns, streamed), random.Next(2) == 0);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Dataflows))]
    public void Many_folds_with_ragged_edges_equal_the_cell_by_cell_simulation(Dataflow dataflow)
    {
        var random = new Random(2);
        for (int i = 0; i < 600; i++)
        {
            var shape = new GemmShape(random.Next(1, 40), random.Next(1, 40), random.Next(1, 40));
            Compare(random, dataflow, random.Next(1, 17), random.Next(1, 17), shape, i % 2 == 0);
        }
    }

    [Fact]
    public void A_preload_one_cycle_earlier_would_spoil_the_product()
    {
        var random = new Random(3);
        long[,] a = Matrix(random, 3, 16);
        long[,] b = Matrix(random, 16, 4);
        long[,] expected = Product(a, b);
        Assert.Equal(expected, StationaryRun.Of(4, 4, a, b, true).Product);
        Assert.NotEqual(expected, StationaryRun.Of(4, 4, a, b, true, early: 1).Product);
    }

    [Fact]
    public void Sums_that_are_ready_before_the_last_ones_have_left_would_spoil_the_product()
    {
        var random = new Random(4);
        long[,] a = Matrix(random, 24, 3);
        long[,] b = Matrix(random, 3, 4);
        long[,] expected = Product(a, b);
        Assert.Equal(expected, OutputArray.Run(6, 4, a, b, 6).Product);
        Assert.NotEqual(expected, OutputArray.Run(6, 4, a, b, 5).Product);
    }

    [Theory]
    [MemberData(nameof(Dataflows))]
    public void Serial_cycles_are_the_published_fold_formula(Dataflow dataflow)
    {
        var random = new Random(5);
        for (int i = 0; i < 1000; i++)
        {
            int rows = random.Next(1, 257);
            int columns = random.Next(1, 257);
            var shape = new GemmShape(random.Next(1, 5000), random.Next(1, 5000), random.Next(1, 5000));
            (long sr, long sc, long t) = dataflow switch
            {
                Dataflow.WeightStationary => (shape.K, shape.N, shape.M),
                Dataflow.OutputStationary => (shape.M, shape.N, shape.K),
                _ => (shape.K, shape.M, shape.N),
            };
            long folds = (long)(Math.Ceiling((double)sr / rows) * Math.Ceiling((double)sc / columns));
            var spec = new SystolicSpec { Rows = rows, Columns = columns, Dataflow = dataflow, DoubleBuffered = false };
            GemmTiming timing = SystolicTiming.Gemm(spec, shape);
            Assert.Equal((2L * rows + columns + t - 2) * folds, timing.Cycles);
            Assert.Equal(timing.Cycles, timing.SerialCycles);
        }
    }

    private static void Compare(Random random, Dataflow dataflow, int rows, int columns, GemmShape shape, bool overlapped)
    {
        long[,] a = Matrix(random, (int)shape.M, (int)shape.K);
        long[,] b = Matrix(random, (int)shape.K, (int)shape.N);
        var spec = new SystolicSpec { Rows = rows, Columns = columns, Dataflow = dataflow, DoubleBuffered = overlapped };
        GemmTiming timing = SystolicTiming.Gemm(spec, shape);
        (long[,] product, long cycles, long first) = Simulate(dataflow, rows, columns, a, b, overlapped);
        string place = $"{dataflow} {rows} x {columns}, {shape}, overlapped {overlapped}";
        Assert.True(cycles == timing.Cycles, $"{place}: simulated {cycles}, formula {timing.Cycles}");
        Assert.True(first == timing.Fold.FirstResultCycles, $"{place}: first result {first}, formula {timing.Fold.FirstResultCycles}");
        Assert.True(Same(Product(a, b), product), $"{place}: wrong product");
    }

    private static (long[,] Product, long Cycles, long First) Simulate(
        Dataflow dataflow, int rows, int columns, long[,] a, long[,] b, bool overlapped)
    {
        switch (dataflow)
        {
            case Dataflow.OutputStationary:
                var outputs = OutputArray.Run(rows, columns, a, b, overlapped ? Math.Max(rows, a.GetLength(1)) : 0);
                return (outputs.Product, outputs.Cycles, outputs.FirstResultCycles);
            case Dataflow.InputStationary:
                // C^T = B^T A^T, with A^T held.
                var inputs = StationaryRun.Of(rows, columns, Transpose(b), Transpose(a), overlapped);
                return (Transpose(inputs.Product), inputs.Cycles, inputs.FirstResultCycles);
            default:
                var weights = StationaryRun.Of(rows, columns, a, b, overlapped);
                return (weights.Product, weights.Cycles, weights.FirstResultCycles);
        }
    }

    private static GemmShape WholeArray(Dataflow dataflow, int rows, int columns, int streamed) => dataflow switch
    {
        Dataflow.WeightStationary => new GemmShape(streamed, columns, rows),
        Dataflow.OutputStationary => new GemmShape(rows, columns, streamed),
        _ => new GemmShape(columns, streamed, rows),
    };

    private static long[,] Matrix(Random random, int rows, int columns)
    {
        var matrix = new long[rows, columns];
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
                matrix[r, c] = random.Next(-99, 100);
        }
        return matrix;
    }

    private static long[,] Transpose(long[,] matrix)
    {
        var result = new long[matrix.GetLength(1), matrix.GetLength(0)];
        for (int r = 0; r < matrix.GetLength(0); r++)
        {
            for (int c = 0; c < matrix.GetLength(1); c++)
                result[c, r] = matrix[r, c];
        }
        return result;
    }

    private static long[,] Product(long[,] a, long[,] b)
    {
        var product = new long[a.GetLength(0), b.GetLength(1)];
        for (int m = 0; m < a.GetLength(0); m++)
        {
            for (int n = 0; n < b.GetLength(1); n++)
            {
                for (int k = 0; k < a.GetLength(1); k++)
                    product[m, n] += a[m, k] * b[k, n];
            }
        }
        return product;
    }

    private static bool Same(long[,] x, long[,] y)
    {
        for (int r = 0; r < x.GetLength(0); r++)
        {
            for (int c = 0; c < x.GetLength(1); c++)
            {
                if (x[r, c] != y[r, c])
                    return false;
            }
        }
        return x.Length == y.Length;
    }
}

using System.Diagnostics;
using System.Globalization;
using ActorSim.Tests.Unit;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Validation;
using Xunit;

namespace ActorSim.Tests.Failure;

/// <summary>
/// Random damage to traces: the reader and the validator either accept or throw <see cref="TraceException"/>, and allocate no more than
/// a multiple of the bytes. ACTORSIM_MUTATION_SECONDS prolongs the run (2 s unless set); the mutations of a seed are always the same.
/// </summary>
public class TraceMutationTests
{
    /// <summary>Declarations, pools of one work-item and the read buffer, before anything proportional to the input.</summary>
    private const long FixedAllocation = 2 << 20;

    private const long AllocationPerByte = 256;

    [Fact]
    public void Damaged_traces_never_crash_hang_or_allocate_without_bound()
    {
        double seconds = double.Parse(Environment.GetEnvironmentVariable("ACTORSIM_MUTATION_SECONDS") ?? "2", CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        byte[] trace = TraceSamples.Everything();
        int refused = 0;
        int seed = 0;
        for (; seed < 500 || clock.Elapsed.TotalSeconds < seconds; seed++)
        {
            byte[] damaged = Damage(trace, new Random(seed));
            long before = GC.GetAllocatedBytesForCurrentThread();
            refused += Run(damaged, seed);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < FixedAllocation + AllocationPerByte * damaged.Length, $"seed {seed} allocated {allocated} bytes");
        }
        Assert.InRange(refused, seed / 2, seed);
    }

    private static int Run(byte[] damaged, int seed)
    {
        try
        {
            TraceCheck check = TraceValidator.Check(new MemoryStream(damaged), "damaged", 10);
            // With validation off only the encoding is checked; it must not crash either.
            TraceSamples.ReadAll(damaged, new TraceReaderOptions { Validate = false });
            return check.IsValid ? 0 : 1;
        }
        catch (TraceException)
        {
            return 1;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed {seed} crashed the reader", e);
        }
    }

    private static byte[] Damage(byte[] trace, Random random)
    {
        var bytes = new List<byte>(trace);
        int edits = 1 + random.Next(6);
        for (int i = 0; i < edits; i++)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, HostileHeader(random)); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at))); break;
                default: bytes[at] = HostileHeader(random)[0]; break;
            }
            if (bytes.Count == 0)
                bytes.Add(0x96);
        }
        return [.. bytes];
    }

    /// <summary>Arrays, maps, strings and binaries that claim up to 2^32 - 1 elements.</summary>
    private static byte[] HostileHeader(Random random)
    {
        byte[] codes = [0xdd, 0xdf, 0xdb, 0xc6, 0xc9, 0xdc, 0xde, 0xcf, 0xd3, 0xc1];
        return [codes[random.Next(codes.Length)], (byte)random.Next(256), 0xff, 0xff, 0xff];
    }
}

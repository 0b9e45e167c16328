using System.Diagnostics;
using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>Ten times the work takes no more memory: peaks of resident memory of the tool's own process (VmHWM), never its time.</summary>
public sealed class LongLifeTests : IDisposable
{
    // What collections do at one time or another; ten times a short run's own data would be far more.
    private const long SlackBytes = 24 << 20;
    private const int BytesPerRequest = 3 * sizeof(long) * 2;
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Four records to a work-item of eight elements: 10^6 and 10^7 records, 2.5 x 10^5 and 2.5 x 10^6 work-items.
    [NightlyTheory]
    [InlineData("exec $A gen vector-add --tile 8 --elements {0} -o g.msgpack")]
    [InlineData("exec $A trace check - < <($A gen vector-add --tile 8 --elements {0} -o -)")]
    [InlineData("exec $A run - -q < <($A gen vector-add --tile 8 --elements {0} -o -)")]
    [InlineData("exec $A run - --system many-core-16 -q --json r.json < <($A gen vector-add --tile 8 --elements {0} -o -)")]
    [InlineData("exec $A run - -q --timeline t.json.gz --timeline-window 1000000..1100000 < <($A gen vector-add --tile 8 --elements {0} -o -)")]
    public void Ten_million_records_take_the_memory_of_one_million(string script)
    {
        var small = Peak(string.Format(null, script, 2_000_000));
        var large = Peak(string.Format(null, script, 20_000_000));
        Assert.True(large < small + SlackBytes, $"{script}: {small >> 20} MiB, then {large >> 20} MiB");
    }

    // A day of 10^5 requests; every latency is kept, so that percentiles are exact.
    [NightlyFact]
    public void A_day_of_a_hundred_thousand_requests_takes_the_memory_of_its_latencies()
    {
        Assert.Equal(0, CliRun.Of("gen", "vector-add", "--elements", "4096", "-o", _folder["v.msgpack"]).ExitCode);
        var script = "exec $A run --request 'v.msgpack@poisson:1.157rps,count={0}' -q --json r.json";
        var small = Peak(string.Format(null, script, 10_000));
        var large = Peak(string.Format(null, script, 100_000));
        Assert.True(large < small + SlackBytes + (100_000 * BytesPerRequest), $"{small >> 20} MiB, then {large >> 20} MiB");
        var report = CliReport.Read(_folder["r.json"]);
        Assert.InRange(report.GetProperty("seconds").GetDouble(), 23.5 * 3600, 24.5 * 3600);
        Assert.Equal(100_000, report.GetProperty("tenants")[0].GetProperty("answered").GetInt32());
    }

    // The kernel's figure goes with the process, so it is asked for until then.
    private long Peak(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = _folder[""] };
        start.Environment["A"] = $"dotnet {Tool.Path}";
        using var process = Process.Start(start)!;
        var peak = 0L;
        while (!process.WaitForExit(5))
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
        }

        Assert.Equal(0, process.ExitCode);
        return peak;
    }
}

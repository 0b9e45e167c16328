using ActorSim.Dram.Replay;
using ActorSim.Dram.Setup;
using MyStandard;

const int Lines = 20_000;
var trace = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "layernorm.msgpack");
foreach (var setup in new[] { Wide2.Setup, DramStandardCatalog.Setup("DDR4-3200") })
{
    foreach (var pattern in new[] { SyntheticPattern.Sequential, SyntheticPattern.Random })
    {
        var (result, stats) = StandardRun.Replay(setup, pattern, Lines);
        var gigabytes = result.BytesPerCycle / setup.Standard.TckPs * 1000;
        Console.WriteLine($"{setup.Standard.Name,-12} {pattern,-8} {gigabytes,6:F1} GB/s   row hits {stats.RowHits * 100.0 / Lines,5:F1} %");
    }

    Console.WriteLine($"{setup.Standard.Name,-12} {Path.GetFileNameWithoutExtension(trace)} {StandardRun.Machine(setup, trace).Result.Cycles} core cycles");
}

var (replay, counters) = StandardRun.Replay(Wide2.Setup, SyntheticPattern.Random, Lines);
Console.WriteLine($"{Wide2.Channel.Name,-12} random   {StandardRun.Joules(Wide2.Channel, replay, counters) * 1e6:F1} uJ");

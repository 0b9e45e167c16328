using ActorSim.Actors.Scheduler;
using MyPolicy;

var trace = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "layernorm.msgpack");
foreach (var policy in new[] { DispatchCatalog.RoundRobin, DispatchCatalog.CostAware, PairsDispatch.Name })
{
    var (result, workItems) = PolicyRun.Of(trace, policy);
    Console.WriteLine($"{policy,-12} {result.Cycles,8} cycles   work-items per core: {string.Join(", ", workItems)}");
}

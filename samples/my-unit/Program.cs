using ActorSim.Actors.Core;
using MyUnit;

const long WakeCycles = 200;
var trace = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "attention.msgpack");
var (always, _) = UnitRun.Of(trace);
Console.WriteLine($"always on                {always.Cycles,8} cycles");
foreach (var idleLimit in new long[] { 2000, 500, 100, 0 })
{
    var (result, core) = UnitRun.Of(trace, UnitSeats.Standard with { Vector = PowerGatedUnit.Seat(idleLimit, WakeCycles) });
    var wakeUps = ((PowerGatedUnit)core.VectorUnit).WakeUps;
    Console.WriteLine($"off after {idleLimit,5} idle cycles {result.Cycles,8} cycles   woken {wakeUps} times");
}

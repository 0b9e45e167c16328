using ActorSim.Fuzz;
using SharpFuzz;

if (args.Length != 1 || !FuzzTargets.All.ContainsKey(args[0]))
{
    Console.Error.WriteLine($"usage: ActorSim.Fuzz READER, one of {string.Join(", ", FuzzTargets.All.Keys)} (tools/fuzz calls it)");
    return 2;
}

Fuzzer.Run(stream =>
{
    var bytes = new MemoryStream();
    stream.CopyTo(bytes);
    FuzzTargets.Run(args[0], bytes.ToArray());
});
return 0;

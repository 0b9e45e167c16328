namespace ActorSim.Tests.Oracle;

/// <summary>
/// Makes a case of a seed: a machine and a trace that the reference model runs with the same rules. Kept away from what only one side
/// models (docs/deviations.md): scratchpad versions that cross work-items, computes without cost, the cross-lane unit.
/// </summary>
public static class GeneratedCases
{
    public static GeneratedCase Make(int seed)
    {
        var random = new Random(seed);
        var machine = Machine(random);
        return new GeneratedCase(seed, Trace(random, machine), machine);
    }

    private static OracleMachine Machine(Random random) => new()
    {
        Cores = random.Next(1, 6),
        Channels = random.Next(4) switch { 0 => 16, 1 => 32, 2 => random.Next(2) == 0 ? 64 : 16, _ => random.Next(1, 17) },
        Latency = random.Next(4) == 0 ? random.Next(0, 8) : random.Next(0, 201),
        SpadKb = random.Next(3) switch { 0 => 1 << random.Next(0, 5), 1 => random.Next(1, 65), _ => 16384 },
        Arrays = random.Next(1, 5),
        WeightDepth = random.Next(1, 5),
        Ports = random.Next(3) == 0 ? random.Next(1, 33) : 1 << random.Next(0, 6),
        NocLatency = random.Next(1, 31),
        RequestBytes = 8 << random.Next(0, 5),
    };

    private static byte[] Trace(Random random, OracleMachine machine)
    {
        var draft = new TraceDraft();
        for (var b = 0; b < RandomWorkItem.SharedBuffers; b++)
        {
            draft.Buffer();
        }

        var items = random.Next(1, (machine.Cores * 3) + 2);
        for (var i = 0; i < items; i++)
        {
            new RandomWorkItem(random, draft, shared: random.Next(2) == 0).Fill(random.Next(2, 28));
        }

        return draft.ToBytes();
    }
}

using ActorSim.Serving.Costs;
using ActorSim.Serving.Engines;
using ActorSim.Serving.Requests;

namespace ActorSim.Tests.Laws.Serving;

/// <summary>Servers and requests of all kinds, by seed.</summary>
internal sealed class RandomTraffic
{
    private readonly Random _random;

    public RandomTraffic(int seed)
    {
        _random = new Random(seed);
        Spec = new ServingSpec
        {
            Scheduler = (ServingScheduler)_random.Next(3),
            MostInBatch = _random.Next(1, 9),
            StepTokens = _random.Next(3) == 0 ? 0 : _random.Next(1, 200),
            BlockTokens = _random.Next(1, 20),
            TransferCyclesPerToken = _random.Next(2) * _random.NextDouble() * 50,
        };
        Requests = Draw(_random.Next(1, 60));
        var most = Requests.Max(r => (r.MostCachedTokens + Spec.BlockTokens - 1) / Spec.BlockTokens);
        Spec = Spec with { KvBlocks = most + _random.Next(most * 3) };
    }

    public ServingSpec Spec { get; }

    public IReadOnlyList<ServingRequest> Requests { get; }

    /// <summary>More work costs more.</summary>
    public FormulaCosts Costs { get; } = new(s => 1000 + (s.Batch * ((s.Tokens * 7L) + (s.Past / 3) + 11)));

    private ServingRequest[] Draw(int count)
    {
        var prefix = _random.Next(2) * _random.Next(1, 64);
        long now = 0;
        var requests = new ServingRequest[count];
        for (var id = 0; id < count; id++)
        {
            now += _random.Next(3) == 0 ? _random.Next(20_000) : 0;
            requests[id] = new ServingRequest(id, now, prefix + _random.Next(1, 150), _random.Next(1, 40))
            {
                PrefixGroup = _random.Next(3),
                PrefixTokens = prefix,
            };
        }

        return requests;
    }
}

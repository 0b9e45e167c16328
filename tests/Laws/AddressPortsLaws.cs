using ActorSim.Actors.Dma;
using ActorSim.Actors.Protocol;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>The core's side of the crossbar where every answer names its port, against a model that visits every cycle.</summary>
public class AddressPortsLaws
{
    private const int Ports = 4;
    private const int Latency = 10;

    // Longer than any load.
    private const long Pause = 10_000;

    public static TheoryData<int, int> Loads() => new() { { 1, 16 }, { 2, 16 }, { 3, 5 }, { 4, 70 }, { 5, 1 } };

    [Theory]
    [MemberData(nameof(Loads))]
    public void Answers_come_to_the_port_they_name_one_per_cycle_and_port_in_turn(int seed, int channels)
    {
        var answers = Draw(seed, channels);
        var expected = Expected(answers, channels);
        Assert.Contains(expected, e => e.Taken != e.Push + Latency + 1);
        Assert.Equal(expected.Select(e => (e.Slot, e.Taken, e.Port)).Order(), Taken(answers, channels, [long.MaxValue]).Order());
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Cut_into_horizons_does_not_matter(int seed, int channels)
    {
        var answers = Draw(seed, channels);
        var random = new Random(seed);
        var cuts = Enumerable.Range(0, 100).Select(_ => random.NextInt64(400)).Order().Append(long.MaxValue).ToArray();
        Assert.Equal(Taken(answers, channels, [long.MaxValue]).Order(), Taken(answers, channels, cuts).Order());
    }

    [Theory]
    [InlineData(1L << 30)]
    [InlineData((1L << 31) + 7)]
    [InlineData(1L << 40)]
    public void How_long_a_pause_is_does_not_matter(long longer)
    {
        var answers = Draw(1, 16);
        var split = answers.Max(a => a.Push) / 2;
        Assert.InRange(split, 1, Pause / 4);
        var paused = answers.ConvertAll(a => a.Push < split ? a : a with { Push = a.Push + Pause });
        var pausedLonger = answers.ConvertAll(a => a.Push < split ? a : a with { Push = a.Push + Pause + longer });
        var expected = Taken(paused, 16, [long.MaxValue]).Select(t => t with { Taken = t.Taken < Pause ? t.Taken : t.Taken + longer });
        Assert.Equal(expected.Order(), Taken(pausedLonger, 16, [Pause, Pause + longer, long.MaxValue]).Order());
    }

    // At most one answer per channel and cycle; few ports, so that they contend.
    private static List<Answer> Draw(int seed, int channels)
    {
        var random = new Random(seed);
        var answers = new List<Answer>();
        for (var channel = 0; channel < channels; channel++)
        {
            var push = random.Next(20);
            for (var n = 0; n < 40; n++)
            {
                answers.Add(new Answer(channel, push, random.Next(3) == 0 ? push / 8 % Ports : random.Next(Ports), answers.Count, 0));
                push += 1 + (random.Next(4) == 0 ? random.Next(12) : 0);
            }
        }

        return answers;
    }

    // One descriptor per answer: its slot tells when the answer was taken, and where.
    private static List<(int Slot, long Taken, int Port)> Taken(List<Answer> answers, int channels, long[] horizons)
    {
        var slots = new DmaSlots();
        foreach (var answer in answers)
        {
            Assert.Equal(answer.Slot, slots.Rent(default, 1));
        }

        var ports = new AddressPorts(Ports, channels, Latency, slots);
        foreach (var part in answers.GroupBy(a => (a.Channel, a.Slot / 7, a.Push / Pause)))
        {
            var batch = new ResponseBatch();
            batch.Channel = part.Key.Channel;
            batch.BaseCycle = part.First().Push;
            foreach (var answer in part)
            {
                batch.Add(answer.Push, answer.Slot, answer.Port);
            }

            ports.Learn(batch);
        }

        var taken = new List<(int, long, int)>();
        foreach (var horizon in horizons)
        {
            Assert.True(ports.Drain(horizon) >= horizon);
            foreach (var slot in ports.Completed)
            {
                Assert.Equal(slots[slot].First, slots[slot].Last);
                taken.Add((slot, slots[slot].Last, slots[slot].LastPort));
            }

            ports.ClearCompleted();
        }

        return taken;
    }

    private static List<Answer> Expected(List<Answer> answers, int channels)
    {
        var taken = new List<Answer>();
        var queues = new Dictionary<(int Port, int Channel), Queue<Answer>>();
        var next = new int[Ports];
        var ready = new Dictionary<(int, int), long>();
        for (var cycle = 0L; taken.Count < answers.Count; cycle++)
        {
            foreach (var answer in answers.Where(a => a.Push == cycle))
            {
                var key = (answer.Port, answer.Channel);
                if (!queues.TryGetValue(key, out var queue))
                {
                    queues[key] = queue = new Queue<Answer>();
                }

                if (queue.Count == 0)
                {
                    ready[key] = cycle + Latency;
                }

                queue.Enqueue(answer);
            }

            for (var port = 0; port < Ports; port++)
            {
                for (var turn = 0; turn < channels; turn++)
                {
                    var channel = (next[port] + turn) % channels;
                    var key = (port, channel);
                    if (!queues.TryGetValue(key, out var queue) || queue.Count == 0 || ready[key] > cycle)
                    {
                        continue;
                    }

                    taken.Add(queue.Dequeue() with { Taken = cycle + 1 });
                    ready[key] = cycle + 1;
                    next[port] = (channel + 1) % channels;
                    break;
                }
            }
        }

        return taken;
    }

    private sealed record Answer(int Channel, long Push, int Port, int Slot, long Taken);
}

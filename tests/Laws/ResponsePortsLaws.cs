using ActorSim.Actors.Dma;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>The core's side of the crossbar, where every answer names its port and where channels have theirs, against a model that visits every
/// cycle.</summary>
public class ResponsePortsLaws
{
    private const int Ports = 4;
    private const int Latency = 10;

    // Longer than any load.
    private const long Pause = 10_000;

    private static readonly (int Seed, int Channels)[] Draws = [(1, 16), (2, 16), (3, 5), (4, 70), (5, 1)];

    public static TheoryData<int, int, bool, CrossbarKind> Loads()
    {
        var loads = new TheoryData<int, int, bool, CrossbarKind>();
        foreach (var (seed, channels) in Draws)
        {
            foreach (var kind in Enum.GetValues<CrossbarKind>())
            {
                loads.Add(seed, channels, true, kind);
                loads.Add(seed, channels, false, kind);
            }
        }

        return loads;
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Answers_come_one_per_cycle_and_port_in_turn(int seed, int channels, bool byAddress, CrossbarKind kind)
    {
        var (answers, spec) = (Draw(seed, channels, byAddress), new CrossbarSpec(Latency, kind));
        var expected = Expected(answers, channels, spec);

        // Alone at a port, a channel pushes one per cycle, which never wait for each other in a pipelined crossbar.
        Assert.Equal(kind == CrossbarKind.Reference || channels > (byAddress ? 1 : Ports), expected.Exists(e => e.Taken != e.Push + Latency + 1));
        Assert.Equal(expected.Select(e => (e.Slot, e.Taken, e.Port)).Order(), Taken(answers, channels, byAddress, spec, [long.MaxValue]).Order());
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Cut_into_horizons_does_not_matter(int seed, int channels, bool byAddress, CrossbarKind kind)
    {
        var (answers, spec) = (Draw(seed, channels, byAddress), new CrossbarSpec(Latency, kind));
        var random = new Random(seed);
        var cuts = Enumerable.Range(0, 100).Select(_ => random.NextInt64(400)).Order().Append(long.MaxValue).ToArray();
        Assert.Equal(Taken(answers, channels, byAddress, spec, [long.MaxValue]).Order(), Taken(answers, channels, byAddress, spec, cuts).Order());
    }

    [Theory]
    [InlineData(1L << 30, CrossbarKind.Reference)]
    [InlineData((1L << 31) + 7, CrossbarKind.Reference)]
    [InlineData(1L << 40, CrossbarKind.Reference)]
    [InlineData((1L << 31) + 7, CrossbarKind.Pipelined)]
    public void How_long_a_pause_is_does_not_matter(long longer, CrossbarKind kind)
    {
        var (answers, spec) = (Draw(1, 16, true), new CrossbarSpec(Latency, kind));
        var split = answers.Max(a => a.Push) / 2;
        Assert.InRange(split, 1, Pause / 4);
        var paused = answers.ConvertAll(a => a.Push < split ? a : a with { Push = a.Push + Pause });
        var pausedLonger = answers.ConvertAll(a => a.Push < split ? a : a with { Push = a.Push + Pause + longer });
        var expected = Taken(paused, 16, true, spec, [long.MaxValue]).Select(t => t with { Taken = t.Taken < Pause ? t.Taken : t.Taken + longer });
        Assert.Equal(expected.Order(), Taken(pausedLonger, 16, true, spec, [Pause, Pause + longer, long.MaxValue]).Order());
    }

    // At most one answer per channel and cycle; few ports, so that they contend.
    private static List<Answer> Draw(int seed, int channels, bool byAddress)
    {
        var random = new Random(seed);
        var answers = new List<Answer>();
        for (var channel = 0; channel < channels; channel++)
        {
            var push = random.Next(20);
            for (var n = 0; n < 40; n++)
            {
                var port = random.Next(3) == 0 ? push / 8 % Ports : random.Next(Ports);
                answers.Add(new Answer(channel, push, byAddress ? port : channel % Ports, answers.Count, 0));
                push += 1 + (random.Next(4) == 0 ? random.Next(12) : 0);
            }
        }

        return answers;
    }

    // One descriptor per answer: its slot tells when the answer was taken, and where.
    private static List<(int Slot, long Taken, int Port)> Taken(List<Answer> answers, int channels, bool byAddress, CrossbarSpec spec, long[] horizons)
    {
        var slots = new DmaSlots();
        foreach (var answer in answers)
        {
            Assert.Equal(answer.Slot, slots.Rent(default, 1));
        }

        ResponsePorts ports = byAddress
            ? new AddressPorts(Ports, channels, spec.IngressCycles, slots)
            : new ChannelPorts(Ports, channels, spec.IngressCycles, slots);
        Learn(ports, answers, spec.LinkCycles);
        foreach (var channel in Enumerable.Range(0, channels).Where(c => !ports.IsShared(c)))
        {
            ports.TakeAll(channel);
        }

        return Drained(ports, slots, horizons);
    }

    private static void Learn(ResponsePorts ports, List<Answer> answers, int linkCycles)
    {
        foreach (var part in answers.GroupBy(a => (a.Channel, a.Slot / 7, a.Push / Pause)))
        {
            var batch = new ResponseBatch { Channel = part.Key.Channel, BaseCycle = part.First().Push + linkCycles };
            foreach (var answer in part)
            {
                batch.Add(answer.Push + linkCycles, answer.Slot, answer.Port, isWrite: false);
            }

            ports.Learn(batch);
        }
    }

    private static List<(int Slot, long Taken, int Port)> Drained(ResponsePorts ports, DmaSlots slots, long[] horizons)
    {
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

    private static List<Answer> Expected(List<Answer> answers, int channels, CrossbarSpec spec)
    {
        var taken = new List<Answer>();
        var ports = Enumerable.Range(0, Ports).Select(_ => new SlowCrossbar(spec, channels)).ToArray();
        for (var cycle = 0L; taken.Count < answers.Count; cycle++)
        {
            foreach (var answer in answers.Where(a => a.Push == cycle))
            {
                ports[answer.Port].Push(cycle, answer.Channel, answer.Slot);
            }

            foreach (var port in ports)
            {
                if (port.Take(cycle) is var slot and >= 0)
                {
                    taken.Add(answers[slot] with { Taken = cycle + 1 });
                }
            }
        }

        return taken;
    }

    private sealed record Answer(int Channel, long Push, int Port, int Slot, long Taken);
}

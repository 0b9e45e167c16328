using ActorSim.Kernel.Model;
using Akka.TestKit;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>What one actor is told, as a TestProbe hears it: a neighbour's own, or one beside a real unit.</summary>
/// <param name="bench">Winds time as far as is asked about.</param>
/// <param name="name">The actor.</param>
/// <param name="probe">Is told.</param>
internal class Ear(ProtocolBench bench, string name, TestProbe probe)
{
    private readonly Queue<ProbeUnit.Seen> _heard = new();

    /// <summary>The next it hears is <paramref name="words"/>, at <paramref name="at"/>: not before, and nothing else before.</summary>
    public void Hears(SimTime at, string words)
    {
        bench.Wind(at + 1);
        Assert.True(Listen(), $"{name} expected '{words}' at {at} and heard nothing");
        var next = _heard.Dequeue();
        Assert.Equal($"{name} at {at}: {words}", $"{name} at {next.At}: {next.What}");
    }

    /// <summary>It hears nothing (more) before <paramref name="until"/>.</summary>
    public void HearsNothingBefore(SimTime until)
    {
        bench.Wind(until);
        if (Listen() && _heard.Peek() is var next && next.At < until)
        {
            Assert.Fail($"{name} heard '{next.What}' at {next.At}, and should have heard nothing before {until}");
        }
    }

    /// <summary>Everything that it has heard by now and was not asked for yet.</summary>
    public IReadOnlyList<ProbeUnit.Seen> Rest()
    {
        Listen();
        var rest = _heard.ToArray();
        _heard.Clear();
        return rest;
    }

    private bool Listen()
    {
        while (probe.HasMessages)
        {
            _heard.Enqueue(probe.ExpectMsg<ProbeUnit.Seen>());
        }

        return _heard.Count > 0;
    }
}

/// <summary>A neighbour of the units on the bench: a probe that says what the test has it say.</summary>
internal sealed class Neighbour(ProtocolBench bench, ProbeUnit unit, TestProbe probe) : Ear(bench, unit.Name, probe)
{
    public ProbeUnit Unit => unit;

    /// <summary>Says <paramref name="message"/> over <paramref name="link"/>, so that it happens at <paramref name="at"/>: as late as the link
    /// allows.</summary>
    public void Says<T>(Link<T> link, T message, SimTime at, int priority = 0)
        where T : TimedMessage => unit.Plan(Sending(link, at), () => link.Send(message, at, priority));

    /// <summary>The same over a fan.</summary>
    public void Says<T>(Fan<T> fan, int target, T message, SimTime at, int priority = 0)
        where T : TimedMessage => unit.Plan(Sending(fan, at), () => fan.Send(target, message, at, priority));

    private static SimTime Sending(Link link, SimTime at) => new(at.Ticks - link.LookaheadTicks);
}

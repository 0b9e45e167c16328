using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Dma;

/// <content>What others may rely on: when the core hears of something, and when a request may come.</content>
public sealed partial class DmaUnit
{
    /// <summary>Requests are caused by the core's issues alone, and those by messages of this group: nothing before its next one, nor before
    /// what has been promised.</summary>
    public override SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput) =>
        link == _requests && _committed.Count > 0 ? link.Clock : SimTime.Max(link.Clock, base.EarliestOutput(link, nextEvent, nextInput));

    /// <summary>With nothing left to inject, the next request follows an issue; the core issues after an event of its own or after
    /// data became ready, and that takes as long as the outstanding answers of some descriptor need to come in.</summary>
    public override SimTime Promise(Link link, SimTime now)
    {
        if (link == _toCoreLink)
        {
            return SimTime.Min(NextBegin() + link.LookaheadTicks, NextData(now));
        }

        // All channels ask in turn. What could not come before some time cannot come before it later either.
        if (now != _outlookAt)
        {
            _outlookAt = now;
            _outlook = NextRequestFrom(now);
        }

        return _outlook + link.LookaheadTicks;
    }

    // The core issues no sooner than in the step in which it has the data.
    private SimTime NextRequestFrom(SimTime now) => _committed.Count > 0
        ? now
        : SimTime.Min(
            NextBegin(),
            SimTime.Min(PromiseOver(_fromCore, now), NextData(now) + _fromCore.LookaheadTicks));

    // Of those descriptors that are known.
    private SimTime NextBegin()
    {
        var issue = _issueTimes.TryPeek(out var known) ? known : SimTime.Never;
        return _storeTurnScheduled ? SimTime.Min(issue, _coreClock.At(_storeTurnAt)) : issue;
    }

    // When the core may hear of data: a cycle after a port has taken a last answer.
    private SimTime NextData(SimTime now)
    {
        if (_slots.InFlight == 0)
        {
            return SimTime.Never;
        }

        // A drain says nothing of answers to a port that a channel has for itself.
        var taken = _drainAt;
        if (_drainAt == long.MaxValue || _begunSinceDrainWasSet || !_ports.AreAllShared)
        {
            var from = _nocClock.LastAtOrBefore(now);
            taken = Math.Min(taken, DrainDue(_ports.AreAllShared ? Math.Max(_drained, from) : from));
        }

        return _coreClock.At(_toCore.After(taken + 1));
    }
}

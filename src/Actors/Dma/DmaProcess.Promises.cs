using ActorSim.Kernel;

namespace ActorSim.Actors.Dma;

/// <content>What others may rely on: when the core hears of something, and when a request may come.</content>
public sealed partial class DmaProcess
{
    public override SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput) =>
        link == _toCoreLink ? EarliestReport(link, SimTime.Min(nextEvent, nextInput)) : EarliestRequest(link, nextInput);

    // The core hears of an injection after an issue or a store's turn, and of data after the last answer of some descriptor.
    private SimTime EarliestReport(Link link, SimTime next)
    {
        var ready = SimTime.Never;
        if (_slots.InFlight > 0)
        {
            var drained = next.IsNever ? long.MaxValue : DrainDue(_nocClock.LastAtOrBefore(next));
            var last = Math.Min(_drainAt, drained);
            ready = last == long.MaxValue ? SimTime.Never : _nocClock.At(last) + link.LookaheadTicks;
        }

        var issue = _issueTimes.TryPeek(out var known) ? known : SimTime.Never;
        var begin = SimTime.Min(issue, _storeTurnScheduled ? _coreClock.At(_storeTurnAt) : SimTime.Never);

        // Answers of a port that a channel has for itself are taken ahead of their time, so the bound may come out lower than before:
        // what was true stays true until there is another issue.
        return _reportFloor = SimTime.Max(_reportFloor, SimTime.Min(begin + link.LookaheadTicks, ready));
    }

    // Requests are caused by the core's issues alone: answers change nothing here that would send one.
    private SimTime EarliestRequest(Link link, SimTime nextInput)
    {
        if (_committed.Count > 0)
        {
            return link.Clock;
        }

        if (link == _requestLinks[0])
        {
            // The same for all links, which are asked in turn.
            var issue = SimTime.Max(HorizonOver(_coreInput), nextInput);
            issue = _issueTimes.TryPeek(out var known) ? SimTime.Min(known, issue) : issue;
            _nextInjection = _storeTurnScheduled ? SimTime.Min(issue, _coreClock.At(_storeTurnAt)) : issue;
        }

        return SimTime.Max(link.Clock, _nextInjection + link.LookaheadTicks);
    }

    /// <summary>With nothing left to inject, the next request follows an issue; the core issues after an event of its own or after
    /// data became ready, and that takes as long as the outstanding answers of some descriptor need to come in.</summary>
    public override SimTime Outlook(Link link, SimTime now)
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
            SimTime.Min(_coreInput[0].Source.Outlook(_coreInput[0], now), NextData(now) + _coreInput[0].LookaheadTicks));

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

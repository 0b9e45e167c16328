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
        // All channels ask in turn. What could not come before some time cannot come before it later either.
        if (now != _outlookAt)
        {
            _outlookAt = now;
            _outlook = NextRequestFrom(now);
        }

        return _outlook + link.LookaheadTicks;
    }

    private SimTime NextRequestFrom(SimTime now)
    {
        if (_committed.Count > 0)
        {
            return now;
        }

        var begin = _issueTimes.TryPeek(out var issue) ? issue : SimTime.Never;
        begin = _storeTurnScheduled ? SimTime.Min(begin, _coreClock.At(_storeTurnAt)) : begin;

        var taken = _drainAt;
        if (_drainAt == long.MaxValue || _begunSinceDrainWasSet)
        {
            taken = Math.Min(taken, DrainDue(Math.Max(_drained, _nocClock.LastAtOrBefore(now))));
        }

        // The port has it a cycle later, then the core, which issues no sooner than in that step.
        var ready = _slots.InFlight == 0 ? SimTime.Never : _coreClock.At(_toCore.After(taken + 1)) + _coreInput[0].LookaheadTicks;
        return SimTime.Min(begin, SimTime.Min(_coreInput[0].Source.Outlook(_coreInput[0], now), ready));
    }
}

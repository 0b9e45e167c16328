using System.Globalization;
using ActorSim.Cli.Output;
using ActorSim.Actors.Core;
using ActorSim.Actors.Machine;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Timeline;

/// <summary>
/// Decides what becomes a slice on which lane. A process per core (issue stalls, resident work-items, vector unit, cross-lane unit, DMA
/// injection, arrays; counters of scratchpad and outstanding requests), one for the memory (reads and writes in flight, bandwidth), and one
/// for the layers. Slices of one lane never overlap. Takes events in order of their cycles.
/// </summary>
internal sealed class TimelineLayout(TimelineJson json, MachineSpec machine, CoreEventRecorder names, Func<int, int, string> layerName)
{
    private const int StallLane = 1;
    private const int FirstItemLane = 2;
    private const int ItemLanes = 2;
    private const int VectorLane = 4;
    private const int CrossLaneLane = 5;
    private const int InjectionLane = 6;
    private const int FirstArrayLane = 7;
    private const string OutstandingRequests = "outstanding requests";

    // Names that the viewers reserve for colours.
    private static readonly string[] Palette =
    [
        "thread_state_running", "rail_response", "rail_animation", "rail_load", "startup", "generic_work", "good", "bad", "terrible",
        "heap_dump_stack_frame", "cq_build_passed", "thread_state_iowait",
    ];

    private readonly CoreTrack[] _cores = Enumerable.Range(0, machine.Cores).Select(_ => new CoreTrack(machine.Core.Arrays)).ToArray();
    private readonly MemoryTrack _memory = new(json, machine.Cores + 1, machine.CoreHz);
    private readonly LayerTrack _layers = new(json, machine.Cores + 2, layerName);
    private readonly FlowArrows _arrows = new(json, machine.Cores);

    /// <summary>The lane of a compute among those of its core.</summary>
    public static int LaneOf(in CoreEvent e) => ComputeUnits.PlaceOf(e.Unit) switch
    {
        UnitPlace.Vector => VectorLane,
        UnitPlace.CrossLane => CrossLaneLane,
        UnitPlace.Array => FirstArrayLane + e.Array,
        var place => throw new InvalidOperationException($"no lane for operations of {place}"),
    };

    /// <summary>Requests that a core has outstanding before its first event.</summary>
    public void Outstanding(int core, long requests)
    {
        _cores[core].Outstanding = requests;
        json.Counter(Process(core), OutstandingRequests, "requests", 0, requests);
    }

    public void Begin()
    {
        for (var c = 0; c < machine.Cores; c++)
        {
            Name(c, 0, string.Create(CultureInfo.InvariantCulture, $"core {c}"));
            Name(c, StallLane, "issue stalls");
            for (var i = 0; i < ItemLanes; i++)
            {
                Name(c, FirstItemLane + i, string.Create(CultureInfo.InvariantCulture, $"work-item slot {i}"));
            }

            Name(c, VectorLane, "vector unit");
            Name(c, CrossLaneLane, "cross-lane unit");
            Name(c, InjectionLane, "DMA injection");
            for (var a = 0; a < machine.Core.Arrays; a++)
            {
                Name(c, FirstArrayLane + a, string.Create(CultureInfo.InvariantCulture, $"array {a}"));
            }
        }

        _memory.Begin();
    }

    public void Add(in CoreEvent e)
    {
        var core = _cores[e.Core];
        switch (e.Tag)
        {
            case CoreEventTag.Scheduled:
                core.Resident[core.Resident[0].Tag == CoreEventTag.Scheduled ? 1 : 0] = e;
                break;
            case CoreEventTag.Retired:
                Retire(core, in e);
                break;
            case CoreEventTag.Issued:
                EndStall(core, in e);
                break;
            case CoreEventTag.Finished:
                Operation(core, in e);
                break;
            case CoreEventTag.Stalled:
                EndStall(core, in e);
                core.Stall = e;
                break;
            case CoreEventTag.Scratchpad:
                json.Counter(Process(e.Core), "scratchpad", "bytes", e.Cycle, e.Bytes);
                break;
            default:
                Transfer(core, in e);
                break;
        }
    }

    /// <summary>Closes what lasts to the end of the run.</summary>
    public void End(long totalCycles)
    {
        foreach (var core in _cores)
        {
            for (var slot = 0; slot < ItemLanes; slot++)
            {
                if (core.Resident[slot] is { Tag: CoreEventTag.Scheduled } item)
                {
                    Item(slot, in item, Math.Max(totalCycles, item.Cycle));
                }
            }

            if (core.Stall is { } stall)
            {
                EndStall(core, stall with { Tag = CoreEventTag.Stalled, Cycle = Math.Max(totalCycles, stall.Cycle) });
            }
        }

        _layers.Write(names.Layers, totalCycles);
    }

    private static int Process(int core) => core + 1;

    private static string Colour(long ordinal) => Palette[ordinal % Palette.Length];

    private void Name(int core, int lane, string name) => json.Name(Process(core), lane, name);

    private void Retire(CoreTrack core, in CoreEvent e)
    {
        var slot = core.Resident[0].Tag == CoreEventTag.Scheduled && core.Resident[0].Ordinal == e.Ordinal ? 0 : 1;
        Item(slot, in core.Resident[slot], e.Cycle);
        core.Resident[slot] = new CoreEvent { Tag = CoreEventTag.Retired };
        _arrows.Forget(in e);
    }

    private void Item(int slot, in CoreEvent scheduled, long end)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{layerName(scheduled.Trace, scheduled.NameId)}, work-item {scheduled.Ordinal}");
        var (process, colour) = (Process(scheduled.Core), Colour(scheduled.Ordinal));
        json.Slice(process, FirstItemLane + slot, name, "work-item", colour, scheduled.Cycle, end, in scheduled);
    }

    private void EndStall(CoreTrack core, in CoreEvent e)
    {
        if (core.Stall is { } stall && !(e is { Tag: CoreEventTag.Issued, IsFree: true }))
        {
            if (e.Cycle > stall.Cycle)
            {
                json.Slice(Process(e.Core), StallLane, StallCauses.Words(stall.Cause), "stall", null, stall.Cycle, e.Cycle, in stall);
            }

            core.Stall = null;
        }
    }

    // An operation's slice is what the report books as busy: the last cost - overlap cycles up to its end. Before them it shares the unit
    // with the operation ahead of it, or fills it.
    private void Operation(CoreTrack core, in CoreEvent e)
    {
        if (e.Kind != InstructionKind.Compute)
        {
            return;
        }

        var lane = LaneOf(in e);
        ref var free = ref core.FreeAt[lane];
        var from = Math.Min(e.Cycle, Math.Max(free, e.Cycle - e.BusyCycles));
        free = Math.Max(free, e.Cycle);
        var slice = new SlicePlace(Process(e.Core), lane, from, e.Cycle);
        json.Slice(slice.Process, slice.Lane, names.NameOf(in e), e.Opcode, Colour(e.Ordinal), from, e.Cycle, in e);
        _arrows.Add(in e, slice);
    }

    private void Transfer(CoreTrack core, in CoreEvent e)
    {
        if (e.Tag == CoreEventTag.Injected)
        {
            json.Slice(Process(e.Core), InjectionLane, names.NameOf(in e), e.Opcode, Colour(e.Ordinal), e.OtherCycle, e.Cycle, in e);
        }

        if (e.Tag is CoreEventTag.FirstResponse or CoreEventTag.Injecting)
        {
            if (e.IsStore == (e.Tag == CoreEventTag.Injecting))
            {
                _arrows.Add(in e, _memory.Begin(in e, names.NameOf(in e), Colour(e.Ordinal)));
            }

            return;
        }

        core.Outstanding += e.Tag == CoreEventTag.Injected ? e.Requests : -e.Requests;
        json.Counter(Process(e.Core), OutstandingRequests, "requests", e.Cycle, core.Outstanding);
        if (e.IsStore == (e.Tag == CoreEventTag.Injected))
        {
            _memory.End(in e);
        }
    }

    private sealed class CoreTrack(int arrays)
    {
        public CoreEvent[] Resident { get; } = [new() { Tag = CoreEventTag.Retired }, new() { Tag = CoreEventTag.Retired }];

        public long[] FreeAt { get; } = new long[FirstArrayLane + arrays];

        public CoreEvent? Stall { get; set; }

        public long Outstanding { get; set; }
    }
}

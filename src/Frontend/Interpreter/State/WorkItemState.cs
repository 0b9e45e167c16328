using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Frontend.Interpreter.State;

/// <summary>
/// What one work-item of a kernel sees: values of sizes and loop variables, scratchpad banks, asynchronous loads in flight, the weights in
/// the array. One for each thread; reset before each work-item.
/// </summary>
internal sealed class WorkItemState : IDisposable
{
    private readonly Dictionary<(int Tag, long Slot), PendingLoad> _loads = [];
    private readonly List<PendingLoad?> _byState = [];
    private readonly Stack<ushort> _free = new();

    public WorkItemState(Kernel kernel, MachineFacts machine, DramTensor[] tensors, long[] values, ScratchArrays arrays)
    {
        (Kernel, Machine, Tensors, Values) = (kernel, machine, tensors, values);
        Banks = [.. kernel.Buffers.Select(b => Bank.Create(b, machine.Lanes, arrays))];
    }

    public void Dispose()
    {
        foreach (var bank in Banks) bank.Release();
    }

    public Kernel Kernel { get; }

    public MachineFacts Machine { get; }

    public DramTensor[] Tensors { get; }

    public Bank[] Banks { get; }

    /// <summary>By place (<see cref="IndexSlots"/>).</summary>
    public long[] Values { get; }

    /// <summary>The work-item's number within the kernel.</summary>
    public long Item { get; private set; }

    /// <summary>Loop variables with their places, outermost first, of the loops that are running.</summary>
    public List<(string Name, int Slot)> Loops { get; } = [];

    /// <summary>Array weights by class of value (float, double, int or long arrays), set by a preload; null before.</summary>
    public PreloadedWeights? Weights { get; set; }

    public void Begin(long item)
    {
        Item = item;
        foreach (var bank in Banks) bank.Clear();
        _loads.Clear();
        _byState.Clear();
        _free.Clear();
        Weights = null;
    }

    /// <summary>The state to mark the elements of a new asynchronous load with.</summary>
    public ushort Issue(int tag, long slot, Bank bank, int first, int last)
    {
        if (!_free.TryPop(out var state))
        {
            if (_byState.Count + Bank.FirstPending > ushort.MaxValue)
                throw Fail(FunctionalCodes.NotWaited, "", $"more than {_byState.Count} asynchronous loads are in flight; wait for some");
            state = (ushort)(_byState.Count + Bank.FirstPending);
            _byState.Add(null);
        }

        var load = new PendingLoad(tag, slot, bank, state, first, last);
        _byState[state - Bank.FirstPending] = load;
        _loads[(tag, slot)] = load;
        return state;
    }

    public void Wait(int tag, long slot, int buffer)
    {
        if (!_loads.TryGetValue((tag, slot), out var load))
            throw Fail(FunctionalCodes.WaitWithoutLoad, $"wait for tag {tag}, slot {slot}", "this work-item issued no load with them");
        if (load.Bank != Banks[buffer])
        {
            var message = $"names buffer '{Banks[buffer].Buffer.Name}', but the load fills '{load.Bank.Buffer.Name}'";
            throw Fail(FunctionalCodes.WaitWithoutLoad, $"wait for tag {tag}, slot {slot}", message);
        }

        if (load.Done) return;
        load.Done = true;
        load.Bank.State.AsSpan(load.First, load.Last - load.First + 1).Replace(load.State, Bank.Ready);
        _byState[load.State - Bank.FirstPending] = null;
        _free.Push(load.State);
    }

    /// <summary>Fails as the state of an element that should be ready tells.</summary>
    public CompileException NotReady(string where, Bank bank, int place, bool writes = false)
    {
        var state = bank.State[place];
        var element = $"buffer '{bank.Buffer.Name}' (lane {place % bank.Lanes}, local address {place / bank.Lanes})";
        if (state == Bank.NeverWritten)
            return Fail(FunctionalCodes.NeverWritten, where, $"reads {element}, which nothing wrote in this work-item");
        var load = _byState[state - Bank.FirstPending];
        var use = writes ? "overwrites" : "reads";
        return Fail(FunctionalCodes.NotWaited, where, $"{use} {element} before a wait for its load (tag {load?.Tag}, slot {load?.Slot})");
    }

    public CompileException Fail(DiagnosticCode code, string what, string message)
    {
        var indices = string.Join(", ", Loops.Select(l => $"{l.Name}={Values[l.Slot]}"));
        var place = $"kernel '{Kernel.Name}', work-item {Item}" + (indices.Length == 0 ? "" : $" ({indices})");
        return new CompileException(code, what.Length == 0 ? place : $"{place}, {what}", message);
    }

    private sealed class PendingLoad(int tag, long slot, Bank bank, ushort state, int first, int last)
    {
        public int Tag => tag;

        public long Slot => slot;

        public Bank Bank => bank;

        public ushort State => state;

        public int First => first;

        public int Last => last;

        public bool Done { get; set; }
    }
}

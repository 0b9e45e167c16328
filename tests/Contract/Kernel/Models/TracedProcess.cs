using System.Globalization;
using ActorSim.Kernel;

namespace ActorSim.Tests.Contract;

/// <summary>A process that writes down every event it handles.</summary>
public abstract class TracedProcess(string name) : LogicalProcess(name)
{
    private readonly List<string> _trace = [];

    /// <summary>Handed to other threads by the synchronizer that does so, if its links allow it.</summary>
    public bool IsMarkedCoarse { get; set; }

    public override bool IsCoarseGrained => IsMarkedCoarse && Inputs.Concat(Outputs).All(link => link.LookaheadTicks > 0);

    public IEnumerable<string> Trace => _trace.Select(line => $"{Name} {line}");

    protected sealed override void Handle(in SimEvent e)
    {
        _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{e.Ticks} {e.Order:x} {e.Kind} {e.Data}"));
        if (Horizon <= Now)
        {
            throw new InvalidOperationException($"the horizon of '{Name}', {Horizon}, is not after its present {Now}");
        }

        On(in e);
    }

    protected abstract void On(in SimEvent e);
}

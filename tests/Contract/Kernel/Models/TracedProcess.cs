using System.Globalization;
using ActorSim.Kernel;

namespace ActorSim.Tests.Contract;

/// <summary>A process that writes down every event it handles.</summary>
public abstract class TracedProcess(string name) : LogicalProcess(name)
{
    private readonly List<string> _trace = [];

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

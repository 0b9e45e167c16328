using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>Where the contents of each buffer come from at a point of the program: loads not yet waited for, or anything else.</summary>
internal sealed class BufferSources
{
    private readonly Dictionary<int, List<BufferSource>> _loads = [];
    private readonly HashSet<int> _written = [];

    public bool IsWritten(int buffer) => _written.Contains(buffer);

    /// <summary>Asynchronous loads into the buffer that nothing has waited for.</summary>
    public IReadOnlyList<BufferSource> Pending(int buffer) => _loads.TryGetValue(buffer, out var loads) ? loads : [];

    public void See(Statement statement, IReadOnlyList<IndexVar> loops)
    {
        switch (statement)
        {
            case Transfer { Direction: TransferDirection.Load } load:
                _written.Add(load.Buffer);
                if (load.IsAsync) Pend(new BufferSource(load, [.. loops]));
                break;
            case Wait wait:
                foreach (var loads in _loads.Values) loads.RemoveAll(l => l.Load.Tag == wait.Tag);
                break;
            case Compute compute:
                foreach (var op in compute.Body)
                    if (op is VectorStore store) _written.Add(store.Map.Buffer);
                break;
        }
    }

    private void Pend(BufferSource source)
    {
        if (!_loads.TryGetValue(source.Load.Buffer, out var loads)) _loads.Add(source.Load.Buffer, loads = []);
        loads.Add(source);
    }
}

namespace ActorSim.Actors.Dma;

/// <summary>Traffic by trace and tensor. Grows with the ids it sees: nothing is allocated per descriptor.</summary>
public sealed class TensorTrafficTable
{
    private TensorTraffic[][] _byTrace = [];

    /// <summary>Traces that may have traffic: one more than the highest index counted.</summary>
    public int Traces => _byTrace.Length;

    /// <summary>By tensor id; ids beyond the end have no traffic.</summary>
    public ReadOnlySpan<TensorTraffic> Of(int trace) => (uint)trace < (uint)_byTrace.Length ? _byTrace[trace] : [];

    internal void Count(int trace, int tensor, bool isStore, long requests)
    {
        if (trace >= _byTrace.Length)
        {
            var had = _byTrace.Length;
            Array.Resize(ref _byTrace, trace + 1);
            Array.Fill(_byTrace, [], had, trace + 1 - had);
        }

        ref var table = ref _byTrace[trace];
        if (tensor >= table.Length)
        {
            Array.Resize(ref table, Math.Max(tensor + 1, table.Length * 2));
        }

        ref var traffic = ref table[tensor];
        if (isStore)
        {
            traffic.Stores++;
            traffic.WriteRequests += requests;
        }
        else
        {
            traffic.Loads++;
            traffic.ReadRequests += requests;
        }
    }
}

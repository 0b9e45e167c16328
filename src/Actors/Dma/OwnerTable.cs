using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Dma;

/// <summary>
/// The owners that one DMA engine has worked for, numbered in order of their first descriptor, and what it moved for each. Nothing is
/// allocated per descriptor of a known owner.
/// </summary>
public sealed class OwnerTable
{
    private readonly Dictionary<TransferOwner, int> _ids = [];
    private readonly List<TransferOwner> _owners = [];
    private OwnerTraffic[] _traffic = new OwnerTraffic[16];

    /// <summary>Owners by number.</summary>
    public IReadOnlyList<TransferOwner> Owners => _owners;

    /// <summary>Their traffic, by number.</summary>
    public ReadOnlySpan<OwnerTraffic> Traffic => _traffic.AsSpan(0, _owners.Count);

    /// <returns>The owner's number.</returns>
    internal int Count(TransferOwner owner, bool isStore, long requests)
    {
        if (!_ids.TryGetValue(owner, out var id))
        {
            id = _owners.Count;
            _ids.Add(owner, id);
            _owners.Add(owner);
            if (id == _traffic.Length)
            {
                Array.Resize(ref _traffic, id * 2);
            }
        }

        ref var traffic = ref _traffic[id];
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

        return id;
    }
}

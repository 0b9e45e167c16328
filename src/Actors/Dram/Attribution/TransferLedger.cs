using ActorSim.Actors.Noc;
using ActorSim.Dram.Devices;

namespace ActorSim.Actors.Dram.Attribution;

/// <summary>
/// Books every request that one channel serves to the owner of its transfer. A request's tag names core and DMA slot; a slot is told its
/// owner by each batch of requests, and gets another owner only after all answers of the transfer before. Belongs to the channel's
/// process alone, so the sums do not depend on who runs when.
/// </summary>
public sealed class TransferLedger : IRequestObserver
{
    private readonly AnswerRoutes? _routes;
    private readonly int[][] _ownerOfSlot;
    private readonly OwnerService[][] _services;

    /// <param name="cores">Cores of the machine.</param>
    /// <param name="routes">Turns the tag that the memory has back into the request's; null if it has that one.</param>
    internal TransferLedger(int cores, AnswerRoutes? routes)
    {
        _routes = routes;
        _ownerOfSlot = new int[cores][];
        _services = new OwnerService[cores][];
        Array.Fill(_ownerOfSlot, []);
        Array.Fill(_services, []);
    }

    /// <summary>What was served for the owners of a core, by their number in <see cref="Dma.OwnerTable"/>; those beyond had nothing.</summary>
    public ReadOnlySpan<OwnerService> Of(int core) => _services[core];

    /// <inheritdoc/>
    public void OnServed(in ServedRequest request)
    {
        var tag = new RequestTag(_routes is null ? request.Tag : _routes.TagOf(request.Tag));
        _services[tag.Core][_ownerOfSlot[tag.Core][tag.Slot]].Count(in request);
    }

    internal void Bind(RequestTag tag, int owner)
    {
        ref var slots = ref _ownerOfSlot[tag.Core];
        if (tag.Slot >= slots.Length)
        {
            Array.Resize(ref slots, Math.Max(16, (tag.Slot + 1) * 2));
        }

        slots[tag.Slot] = owner;
        ref var services = ref _services[tag.Core];
        if (owner >= services.Length)
        {
            Array.Resize(ref services, Math.Max(8, (owner + 1) * 2));
        }
    }
}

using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Building;

/// <summary>Which tensors a kernel loads and stores, by id.</summary>
internal sealed record TensorUses(SortedSet<int> Loads, SortedSet<int> Stores)
{
    public static TensorUses Of(Kernel kernel)
    {
        var uses = new TensorUses([], []);
        foreach (var transfer in kernel.Body.All().OfType<Transfer>())
            (transfer.Direction == TransferDirection.Load ? uses.Loads : uses.Stores).Add(transfer.Tensor);
        return uses;
    }
}

using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Dma;

/// <summary>A DMA engine, hosted.</summary>
public sealed class DmaActor(DmaUnit dma) : UnitActor(dma)
{
    /// <inheritdoc/>
    protected override void On(TimedMessage message)
    {
        switch (message)
        {
            case TransferIssued issued:
                dma.OnIssued(issued);
                break;
            case ResponseBatch responses:
                dma.OnResponses(responses);
                break;
            case DrainDue:
                dma.OnDrain();
                break;
            case InjectionDue:
                dma.OnInjection();
                break;
            case StoreTurn:
                dma.OnStoreTurn();
                break;
            default:
                throw UnknownMessageException.Of(message, dma);
        }
    }
}

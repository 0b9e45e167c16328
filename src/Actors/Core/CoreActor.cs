using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Core;

/// <summary>A core, hosted. Its units and its DMA engine are actors below it.</summary>
public sealed class CoreActor(CoreUnit core) : UnitActor(core)
{
    /// <inheritdoc/>
    protected override void On(TimedMessage message)
    {
        switch (message)
        {
            case StepDue:
                core.OnStep();
                break;
            case OperationDone done:
                core.OnOperationDone(done);
                break;
            case WeightsRead read:
                core.OnWeightsRead(read);
                break;
            case TransferInjected injected:
                core.OnInjected(injected);
                break;
            case DataReady ready:
                core.OnDataReady(ready);
                break;
            case WorkItemAssigned assigned:
                core.OnWorkItem(assigned);
                break;
            default:
                throw UnknownMessageException.Of(message, core);
        }
    }
}

using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Dram;

/// <summary>A memory channel, hosted.</summary>
public sealed class DramChannelActor(DramChannelUnit channel) : UnitActor(channel)
{
    /// <inheritdoc/>
    protected override void On(TimedMessage message)
    {
        switch (message)
        {
            case RequestBatch requests:
                channel.OnRequests(requests);
                break;
            case ServiceDue:
                channel.OnService();
                break;
            default:
                throw UnknownMessageException.Of(message, channel);
        }
    }
}

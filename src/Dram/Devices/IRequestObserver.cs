namespace ActorSim.Dram.Devices;

/// <summary>Hears of every request that a channel serves, once, in the channel's order of service; called while the channel advances.</summary>
public interface IRequestObserver
{
    void OnServed(in ServedRequest request);
}

using ActorSim.Actors.Machine;
using ActorSim.Dram.Devices;

namespace ActorSim.Cli.Layers;

/// <summary>One channel's requests over time, in DRAM cycles; hands on what it hears.</summary>
internal sealed class ChannelActivity(IRequestObserver? next) : IRequestObserver
{
    /// <summary>Listens to all channels of a machine that has not run; none if its memory has no controllers.</summary>
    public static IReadOnlyList<ChannelActivity> Of(MachineUnits machine)
    {
        var activities = new List<ChannelActivity>();
        foreach (var channel in machine.Channels)
        {
            if (channel.Device is not IDramController controller) return [];
            activities.Add(new ChannelActivity(controller.Observer));
            controller.Observer = activities[^1];
        }

        return activities;
    }

    public TimeBuckets Requests { get; } = new();

    public void OnServed(in ServedRequest request)
    {
        Requests.Add(request.DoneCycle, request.DoneCycle, 1);
        next?.OnServed(in request);
    }
}

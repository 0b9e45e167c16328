using System.Runtime.CompilerServices;
using ActorSim.Noc.Routing;

namespace ActorSim.Noc.Routers;

/// <summary>Sets of input channels, numbered port * channels + vc; side by side, so that a step touches few lines of memory.</summary>
internal sealed partial class AllocatingRouter
{
    private readonly ChannelSets[] _sets;

    // Ways on with the output channels that belong to them, by channel, as many as the routing gives at most.
    private readonly RouteChoice[] _choices;

    private bool AnyWaiting()
    {
        foreach (ref readonly var set in _sets.AsSpan())
        {
            if (set.Waiting != 0)
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<RouteChoice> Choices(int channel) => _choices.AsSpan(channel * _mostOptions, _inputs[channel].OptionCount);

    // The group of output channels is a number of the route table.
    private record struct RouteChoice(RouteOption Option, ushort Group);

    /// <summary>64 input channels.</summary>
    private struct ChannelSets
    {
        /// <summary>A head has come to the front.</summary>
        public ulong Fresh;

        /// <summary>The head waits for an output channel.</summary>
        public ulong Waiting;

        /// <summary>The packet has an output channel, a flit and a credit.</summary>
        public ulong Ready;

        /// <summary>It has the switch from the cycle before.</summary>
        public ulong Held;

        /// <summary>It gets an output channel in this cycle.</summary>
        public ulong Takers;

        /// <summary>It gets the switch in this cycle.</summary>
        public ulong Winners;
    }
}

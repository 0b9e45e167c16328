using System.Runtime.CompilerServices;
using ActorSim.Noc.Routing;

namespace ActorSim.Noc.Routers;

/// <summary>Sets of input channels, numbered port * channels + vc; all in one array, so that a step touches few lines of memory.</summary>
public sealed partial class Router
{
    // A head has come to the front; one waits for an output channel; a packet has an output channel, a flit and a credit; it has the switch
    // from the cycle before; it gets an output channel in this cycle; it gets the switch in this cycle.
    private const int Fresh = 0;
    private const int Waiting = 1;
    private const int Ready = 2;
    private const int Held = 3;
    private const int Takers = 4;
    private const int Winners = 5;
    private const int SetCount = 6;
    private readonly ulong[] _sets;
    private readonly int _words;

    // Ways on with the output channels that belong to them, by channel, as many as the routing gives at most.
    private readonly RouteChoice[] _choices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ulong Word(int set, int word) => ref _sets[(set * _words) + word];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int set, int channel) => Word(set, channel >> 6) |= 1UL << channel;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Remove(int set, int channel) => Word(set, channel >> 6) &= ~(1UL << channel);

    private bool Has(int set, int channel) => (Word(set, channel >> 6) & (1UL << channel)) != 0;

    private bool IsEmpty(int set) => !_sets.AsSpan(set * _words, _words).ContainsAnyExcept(0UL);

    private ReadOnlySpan<RouteChoice> Choices(int channel) => _choices.AsSpan(channel * _mostOptions, _inputs[channel].OptionCount);

    private record struct RouteChoice(ulong Mask, RouteOption Option);
}

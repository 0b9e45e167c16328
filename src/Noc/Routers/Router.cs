using ActorSim.Noc.Routing;

namespace ActorSim.Noc.Routers;

/// <summary>Which router of a network, and what it is wired to.</summary>
/// <param name="Seed">Of the routers' draws (routes that are not determined).</param>
public readonly record struct RouterSite(int Id, RouterWiring Wiring, ulong Seed);

/// <summary>
/// An input-queued router with virtual channels, wormhole flow and credits. Its host gives it the flits and credits of a cycle and then one
/// <see cref="Step"/>; what it sends carries the cycle of its arrival. A cycle without arrivals in which nothing was announced needs no step.
/// </summary>
public abstract class Router
{
    public const long Never = long.MaxValue;

    /// <summary>Flits sent so far, by output port.</summary>
    public abstract IEnumerable<long> Sent { get; }

    /// <param name="sends">Where steps put what they send; routers that are stepped one after the other may share it.</param>
    public static Router Create(RouterSite site, RouterSpec spec, NocRouting routing, RouterOutput sends) => DirectRouter.Fits(site, spec, routing)
        ? new DirectRouter(site, spec, routing, sends)
        : new AllocatingRouter(site, spec, routing, sends);

    /// <summary>A flit is in the buffer from this cycle on.</summary>
    /// <exception cref="InvalidOperationException">The sender ignored its credits.</exception>
    public abstract void Receive(int port, in Flit flit);

    /// <summary>A credit for an output port can be used from this cycle on.</summary>
    /// <returns>Whether that could change anything in this cycle: if not, no step is needed.</returns>
    public abstract bool ReceiveCredit(int port, int vc);

    /// <summary>One cycle, after its arrivals. Stages are evaluated on the state at its start and then applied.</summary>
    /// <returns>The next cycle in which a step is needed even if nothing arrives; <see cref="Never"/> if none is.</returns>
    public abstract long Step(long cycle);

    /// <summary>Nothing is buffered, no channel is held and all credits are back.</summary>
    public abstract bool IsQuiet();
}

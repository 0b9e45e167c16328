using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Makes the strategy that <c>akka.actor.guardian-supervisor-strategy</c> names, for the top-level actors.</summary>
public abstract class SupervisorStrategyConfigurator
{
    public abstract SupervisorStrategy Create();

    /// <exception cref="ConfigurationException">There is no such type.</exception>
    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName) => typeName switch
    {
        "Akka.Actor.DefaultSupervisorStrategy" => new DefaultSupervisorStrategy(),
        "Akka.Actor.StoppingSupervisorStrategy" => new StoppingSupervisorStrategy(),
        _ => TypeNames.Create<SupervisorStrategyConfigurator>(typeName),
    };
}

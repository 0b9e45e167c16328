using ActorSim.Kernel.Dispatch;
using ActorSim.Tests.Unit;
using Xunit;

namespace ActorSim.Tests.Failure;

/// <summary>Settings laid over hocon/akka.conf: what does not exist is refused with one clear message, before anything runs.</summary>
public class AkkaSettingTests
{
    [Theory]
    [InlineData("akka.loglevle = DEBUG", "'akka.loglevle'")]
    [InlineData("akka { actor { provder = local } }", "'akka.actor.provder'")]
    [InlineData("akka.actor.default-dispatcher.thruput = 3", "'akka.actor.default-dispatcher.thruput'")]
    [InlineData("actorsim.virtual-time-dispatcher.tpye = x", "'actorsim.virtual-time-dispatcher.tpye'")]
    [InlineData("actorsim.virtual-time-dispacher.type = x", "'actorsim.virtual-time-dispacher'")]
    [InlineData("run.workers = 3", "'run': settings begin with akka or actorsim")]
    public void An_unknown_setting_is_named(string settings, string named)
    {
        var refusal = Assert.Throws<ArgumentException>(() => SimulationSystem.Create(settings).Dispose());
        Assert.Contains("unknown Akka setting " + named, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    /// <summary>The other half of the pair: the same settings, spelled right.</summary>
    [Theory]
    [InlineData("akka.loglevel = ERROR")]
    [InlineData("akka { actor { provider = local } }")]
    [InlineData("akka.actor.default-dispatcher.throughput = 3")]
    [InlineData("actorsim.virtual-time-dispatcher.type = \"ActorSim.Kernel.Dispatch.VirtualTimeDispatcherConfigurator, ActorSim.Kernel\"")]
    public void A_known_setting_is_taken(string settings)
    {
        using var system = SimulationSystem.Create(settings);
        using var machine = new WholeMachine(1);
        Assert.True(machine.Run(Synchronizers.Sequential, system).Cycles > 0);
    }

    [Theory]
    [InlineData("ActorSim.Kernel.WallClockDispatcher, ActorSim.Kernel")]
    [InlineData("NoSuchDispatcher")]
    [InlineData("Dispatcher")]
    [InlineData("ActorSim.Kernel.Model.SimTime, ActorSim.Kernel")]
    public void Another_type_of_dispatcher_is_refused_by_name(string type)
    {
        var refusal = Assert.Throws<ArgumentException>(() =>
        {
            using var system = SimulationSystem.Create($"actorsim.virtual-time-dispatcher.type = \"{type}\"");
            using var machine = new WholeMachine(1);
            machine.Run(Synchronizers.Sequential, system);
        });
        Assert.Contains("actorsim.virtual-time-dispatcher", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("do not override its type", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka : [", "'akka' is a group of settings")]
    [InlineData("akka.actor = 3", "'akka.actor' is a group of settings")]
    [InlineData("akka.loglevel = ${no.such.thing}", "cannot be read")]
    [InlineData("}", "set nothing")]
    public void What_is_no_setting_is_refused(string settings, string words)
    {
        var refusal = Assert.Throws<ArgumentException>(() => SimulationSystem.Create(settings).Dispose());
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}

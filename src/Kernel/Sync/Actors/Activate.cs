namespace ActorSim.Kernel;

/// <summary>Asks a <see cref="ProcessActor"/> to look at its inbox and its clocks. At most one is on its way to an actor.</summary>
internal sealed class Activate
{
    public static readonly Activate Instance = new();

    private Activate()
    {
    }
}

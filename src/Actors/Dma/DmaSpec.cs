namespace ActorSim.Actors.Dma;

/// <summary>The DMA engine of a core.</summary>
/// <param name="InjectionPorts">Requests injected, and answers taken, per cycle; 1 to 1024. Source: TOGSim's TPUv3 configuration (16).</param>
/// <param name="RequestBytes">Bytes of one request, a power of two from 8 to 4096. Source: TOGSim's TPUv3 configuration (32).</param>
public sealed record DmaSpec(int InjectionPorts, int RequestBytes)
{
    public const int MaxInjectionPorts = 1024;
}

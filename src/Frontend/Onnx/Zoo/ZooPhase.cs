namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>The two kinds of step of a language model that is served.</summary>
public enum ZooPhase
{
    /// <summary>The whole prompt at once; fills the cache.</summary>
    Prefill,

    /// <summary>Further tokens against a cache, which is an input of symbolic length.</summary>
    Decode,
}

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>Sizes of a decoder layer of the Llama kind.</summary>
/// <param name="Width">Elements of a token.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="CachedHeads">Key and value heads; divides Heads.</param>
/// <param name="Inner">Elements inside the feed-forward part.</param>
/// <param name="Positions">Longest context.</param>
internal sealed record LlamaShape(long Width, long Heads, long CachedHeads, long Inner, long Positions)
{
    public const double Epsilon = 1e-5;

    public long Each => Width / Heads;
}

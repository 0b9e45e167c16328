namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>Keys and values of earlier tokens, [batch, heads, tokens, width]; none while the prompt is read.</summary>
internal sealed record KeyValueCache(string? Key, string? Value)
{
    /// <summary>Inputs for the cache of one layer when decoding.</summary>
    public static KeyValueCache Inputs(ModelBuilder b, ZooOptions o, string suffix, long heads, long width) =>
        o.Phase == ZooPhase.Prefill ? new(null, null)
            : new(b.Input($"past{suffix}.key", o.Element, o.Batch, heads, o.Past, width),
                b.Input($"past{suffix}.value", o.Element, o.Batch, heads, o.Past, width));
}

namespace ActorSim.Serving.Requests;

/// <summary>One request to a language model.</summary>
/// <param name="Id">From 0, in order of arrival.</param>
/// <param name="Arrival">Core cycle, 0 or more.</param>
/// <param name="PromptTokens">1 or more.</param>
/// <param name="OutputTokens">Tokens to generate, 1 or more; the first one comes with the end of the prompt.</param>
public readonly record struct ServingRequest(int Id, long Arrival, int PromptTokens, int OutputTokens)
{
    /// <summary>Which prefix the prompt begins with; requests of one group have it in common.</summary>
    public int PrefixGroup { get; init; }

    /// <summary>Length of that prefix, 0 (none) to <see cref="PromptTokens"/>.</summary>
    public int PrefixTokens { get; init; }

    /// <summary>Tokens in the cache when the last token is generated.</summary>
    public int MostCachedTokens => PromptTokens + OutputTokens - 1;
}

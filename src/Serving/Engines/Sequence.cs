using ActorSim.Serving.Caching;
using ActorSim.Serving.Requests;

namespace ActorSim.Serving.Engines;

/// <summary>A request under way.</summary>
internal sealed class Sequence(ServingRequest request)
{
    public ServingRequest Request => request;

    /// <summary>Tokens in the cache.</summary>
    public int Cached { get; set; }

    /// <summary>Tokens to compute before the next one is generated: the prompt, after a preemption with what was generated.</summary>
    public int Prompt { get; set; } = request.PromptTokens;

    public int Generated { get; set; }

    /// <summary>Blocks of its own.</summary>
    public int Blocks { get; set; }

    public SharedPrefix? Prefix { get; set; }

    public long FirstToken { get; set; } = -1;

    public int Preemptions { get; set; }

    public bool IsGenerating => Cached >= Prompt;

    public bool IsDone => Generated == request.OutputTokens;

    /// <summary>A token has been generated.</summary>
    public void Generate(long now)
    {
        Generated++;
        FirstToken = FirstToken < 0 ? now : FirstToken;
    }
}

using ActorSim.Actors.Scheduler.Arrivals;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Tenants;
using ActorSim.Serving.Requests;

namespace ActorSim.Cli.Serving;

/// <summary>Where requests come from.</summary>
/// <param name="Arrivals">A process (poisson:8rps) or a CSV file.</param>
/// <param name="Requests">How many.</param>
/// <param name="Prompt">Their prompts; null with a file, which has them.</param>
/// <param name="Output">Their outputs; null with a file.</param>
/// <param name="Seed">Of all that is drawn.</param>
/// <param name="PrefixTokens">That prompts of a group have in common.</param>
/// <param name="PrefixGroups">Groups, 1 or more.</param>
internal sealed record ServedTraffic(
    string Arrivals, int Requests, string? Prompt, string? Output, int Seed, int PrefixTokens, int PrefixGroups)
{
    private const string DefaultPrompt = "lognormal(512,0.8)";
    private const string DefaultOutput = "lognormal(128,0.8)";

    /// <param name="hz">Core cycles per second.</param>
    /// <param name="skipped">Lines of a file without an answer.</param>
    /// <exception cref="InputException">They cannot be made: why.</exception>
    public IReadOnlyList<ServingRequest> Create(long hz, out int skipped)
    {
        skipped = 0;
        var random = new Random(Seed);
        if (!Arrivals.Contains(':', StringComparison.Ordinal) || File.Exists(Arrivals))
        {
            if (Prompt is not null || Output is not null)
            {
                throw new InputException($"--arrivals {Arrivals}: a file says prompts and outputs; leave --prompt and --output out");
            }

            return [.. TrafficFile.Read(Arrivals, Requests, hz, out skipped).Select(r => WithPrefix(r, random))];
        }

        var process = ProcessText.Parse(Arrivals, out var problem) ?? throw new InputException($"--arrivals {problem}");
        if (process.Kind == ProcessText.Closed)
        {
            throw new InputException($"--arrivals {Arrivals}: requests that wait for answers are not served here; take poisson:, every:, burst: or a file");
        }

        var (prompts, outputs) = (LengthText.Parse("--prompt", Prompt ?? DefaultPrompt), LengthText.Parse("--output", Output ?? DefaultOutput));
        return Drawn(process.Create(hz, (ulong)Seed, 0), prompts, outputs, random);
    }

    private List<ServingRequest> Drawn(IArrivalProcess process, TokenLengths prompts, TokenLengths outputs, Random random)
    {
        var requests = new List<ServingRequest>(Requests);
        for (var id = 0; id < Requests && process.Next != long.MaxValue; id++, process.Take())
        {
            requests.Add(WithPrefix(new ServingRequest(id, process.Next, prompts.Next(random), outputs.Next(random)), random));
        }

        return requests;
    }

    // A prompt is at least one token longer than what it shares.
    private ServingRequest WithPrefix(ServingRequest request, Random random) => PrefixTokens == 0 ? request : request with
    {
        PrefixGroup = random.Next(PrefixGroups),
        PrefixTokens = PrefixTokens,
        PromptTokens = Math.Min(request.PromptTokens + PrefixTokens, TokenLengths.Most),
    };
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using ActorSim.Cli.Output;
using ActorSim.Serving.Costs;
using ActorSim.Serving.Engines;
using ActorSim.Serving.Results;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Serving;

/// <summary>What is reported of a served run.</summary>
internal sealed record ServeReport
{
    public const string Schema = "actorsim.serving/1";
    private const int Windows = 100;

    public required ServedModel Model { get; init; }

    public required string System { get; init; }

    public required int Layers { get; init; }

    public required ServingSpec Spec { get; init; }

    public required ServiceLevel Level { get; init; }

    public required double Hz { get; init; }

    public required ServingResult Result { get; init; }

    public required InterpolatedCosts Costs { get; init; }

    public required int Simulated { get; init; }

    public required int Skipped { get; init; }

    public ServingSummary Summary => ServingSummary.Of(Result, Hz, Level);

    public void WriteTables(TextWriter output)
    {
        var s = Summary;
        TableRenderer.Write(
        [
            new ReportTable($"{Model.Name}, {Layers} layer(s), on {System}: {Spec.Scheduler.ToString().ToLowerInvariant()} batches",
                ["seconds", "mean", "p50", "p90", "p99", "longest"],
                [Row("time to first token", s.Ttft), Row("time per output token", s.Tpot), Row("request, end to end", s.Latency)]),
            new ReportTable("Server", ["", ""],
            [
                ["requests", N(Result.Requests.Count) + (Skipped > 0 ? $" ({Skipped} lines of the file have no answer)" : "")],
                ["simulated time", F(s.Seconds) + " s"],
                ["tokens per second", F(s.TokensPerSecond)],
                ["requests per second", F(s.RequestsPerSecond)],
                .. Promised(s),
                ["waiting, in the batch (means)", $"{F(s.MeanWaiting)}, {F(s.MeanRunning)}"],
                ["cache blocks in use: mean, most, all", $"{F(s.MeanBlocks)}, {N(Result.MostBlocks)}, {N(Spec.KvBlocks)}"],
                ["cache bytes of a token", N(Model.CacheBytesPerToken * Layers)],
                ["prompt tokens found in the cache", N(Result.SharedTokens)],
                ["preemptions", N(Result.Preemptions)],
                ["memory energy of a token", s.JoulesPerToken is { } joules ? F(joules) + " J (DRAM alone)" : "not modelled"],
            ]),
            new ReportTable("How exact", ["", ""],
            [
                ["passes through the model", N(Costs.Passes)],
                ["shapes they are made of, simulated now", $"{N(Costs.Shapes)}, {N(Simulated)}"],
                ["passes interpolated between shapes", N(Costs.Interpolated)],
                ["computing time is within", (Costs.Spread * 100).ToString("0.0", CultureInfo.InvariantCulture) + " % of exact"],
            ]),
        ], output);
    }

    public void WriteJson(string path)
    {
        using var file = new OutputFile(path);
        using (var json = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("model", Model.Name);
            json.WriteString("system", System);
            json.WriteNumber("layers", Layers);
            json.WriteString("scheduler", Spec.Scheduler.ToString().ToLowerInvariant());
            WriteSummary(json, Summary);
            WriteExactness(json);
            WriteTimeline(json);
            WriteRequests(json);
            json.WriteEndObject();
        }

        file.Commit();
    }

    public void WriteCsv(string path)
    {
        var text = new StringBuilder("id,arrival_s,prompt,output,ttft_s,tpot_s,latency_s,preemptions\n");
        foreach (var r in Result.Requests)
        {
            text.Append(CultureInfo.InvariantCulture, $"{r.Request.Id},{r.Request.Arrival / Hz:R},{r.Request.PromptTokens},{r.Request.OutputTokens},")
                .Append(CultureInfo.InvariantCulture, $"{r.Ttft / Hz:R},{r.Tpot / Hz:R},{r.Latency / Hz:R},{r.Preemptions}\n");
        }

        using var file = new OutputFile(path);
        file.Stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
        file.Commit();
    }

    private IEnumerable<string[]> Promised(ServingSummary s) => Level is { Ttft: null, Tpot: null } ? []
        : [["goodput (kept the service level)", $"{F(s.Goodput)} requests per second, {(s.Kept * 100).ToString("0.0", CultureInfo.InvariantCulture)} %"]];

    private static string[] Row(string name, Percentiles p) => [name, F(p.Mean), F(p.P50), F(p.P90), F(p.P99), F(p.Most)];

    private static string F(double value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private void WriteSummary(Utf8JsonWriter json, ServingSummary s)
    {
        json.WriteNumber("requests", Result.Requests.Count);
        json.WriteNumber("skippedLines", Skipped);
        Write(json, "ttftSeconds", s.Ttft);
        Write(json, "tpotSeconds", s.Tpot);
        Write(json, "latencySeconds", s.Latency);
        json.WriteNumber("seconds", s.Seconds);
        json.WriteNumber("tokensPerSecond", s.TokensPerSecond);
        json.WriteNumber("requestsPerSecond", s.RequestsPerSecond);
        json.WriteNumber("goodputRequestsPerSecond", s.Goodput);
        json.WriteNumber("keptShare", s.Kept);
        json.WriteNumber("meanWaiting", s.MeanWaiting);
        json.WriteNumber("meanRunning", s.MeanRunning);
        json.WriteNumber("meanBlocks", s.MeanBlocks);
        json.WriteNumber("mostBlocks", Result.MostBlocks);
        json.WriteNumber("blocks", Spec.KvBlocks);
        json.WriteNumber("cacheBytesPerToken", Model.CacheBytesPerToken * Layers);
        json.WriteNumber("sharedTokens", Result.SharedTokens);
        json.WriteNumber("evictedPrefixes", Result.EvictedPrefixes);
        json.WriteNumber("preemptions", Result.Preemptions);
        json.WriteNumber("outputTokens", Result.OutputTokens);
        json.WriteNumber("computedTokens", Result.ComputedTokens);
        json.WriteNumber("busyCycles", Result.BusyCycles);
        if (s.JoulesPerToken is { } joules)
        {
            json.WriteNumber("dramJoulesPerToken", joules);
        }
        else
        {
            json.WriteNull("dramJoulesPerToken");
        }
    }

    private static void Write(Utf8JsonWriter json, string name, Percentiles p)
    {
        json.WriteStartObject(name);
        json.WriteNumber("mean", p.Mean);
        json.WriteNumber("p50", p.P50);
        json.WriteNumber("p90", p.P90);
        json.WriteNumber("p99", p.P99);
        json.WriteNumber("max", p.Most);
        json.WriteEndObject();
    }

    private void WriteExactness(Utf8JsonWriter json)
    {
        json.WriteStartObject("exactness");
        json.WriteNumber("passes", Costs.Passes);
        json.WriteNumber("shapes", Costs.Shapes);
        json.WriteNumber("simulated", Simulated);
        json.WriteNumber("interpolated", Costs.Interpolated);
        json.WriteNumber("computeErrorBound", Costs.Spread);
        json.WriteEndObject();
    }

    // Means of a hundred equal pieces of the run.
    private void WriteTimeline(Utf8JsonWriter json)
    {
        json.WriteStartArray("overTime");
        foreach (var window in TimeWindow.Of(Result, Windows))
        {
            json.WriteStartObject();
            json.WriteNumber("startSeconds", window.Start / Hz);
            json.WriteNumber("waiting", window.Waiting);
            json.WriteNumber("running", window.Running);
            json.WriteNumber("usedBlocks", window.UsedBlocks);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteRequests(Utf8JsonWriter json)
    {
        json.WriteStartArray("served");
        foreach (var r in Result.Requests)
        {
            json.WriteStartObject();
            json.WriteNumber("id", r.Request.Id);
            json.WriteNumber("arrivalCycle", r.Request.Arrival);
            json.WriteNumber("prompt", r.Request.PromptTokens);
            json.WriteNumber("output", r.Request.OutputTokens);
            json.WriteNumber("firstTokenCycle", r.FirstToken);
            json.WriteNumber("endCycle", r.End);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

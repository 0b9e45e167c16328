using ActorSim.Cli.Errors;
using ActorSim.Dram.Replay;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Dram;

/// <summary>One replay: opens the trace, runs it, writes what was asked for.</summary>
internal sealed class ReplaySession(ReplayMemory plan, string trace, int offers)
{
    private const int MostOffers = 1024;

    /// <summary>File for the commands, or null.</summary>
    public string? Commands { get; init; }

    /// <summary>File for the JSON report, or null.</summary>
    public string? Json { get; init; }

    /// <param name="output">For the table; null: nobody reads it.</param>
    public void Execute(TextWriter? output)
    {
        if (offers is < 1 or > MostOffers)
        {
            throw new InputException($"--offers {offers} must be from 1 to {MostOffers}");
        }

        using var reader = new DramTraceReader(Open(), trace == "-" ? "standard input" : trace);
        using var commands = Commands is { } path ? new CommandFile(path, plan.Channels) : null;
        var channels = plan.Build(commands?.Logs);
        var host = plan.Host(channels, offers, commands);
        var report = new ReplayReport(plan, trace, offers, host.Run(reader), channels.Select(c => c.Stats).ToArray());
        if (Json is not null)
        {
            ReplayJson.Write(Json, report);
        }

        commands?.Commit();
        if (output is not null)
        {
            ReplayTables.Write(report, output);
        }
    }

    private Stream Open()
    {
        if (trace == "-")
        {
            return Console.OpenStandardInput();
        }

        try
        {
            return new FileStream(trace, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{trace}: cannot open: {IoReason.Of(e)}", e);
        }
    }
}

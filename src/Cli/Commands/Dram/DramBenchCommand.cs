using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Dram;
using ActorSim.Cli.Errors;
using ActorSim.Dram.Replay;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Commands.Dram;

/// <summary><c>actorsim dram bench</c>: the latency-throughput curve of a memory.</summary>
internal sealed class DramBenchCommand
{
    private readonly DramOptions _memory = new();
    private readonly Option<string?> _pattern = Options.Choice("--pattern", SyntheticPattern.Names, "Addresses of the reads; seq by default");
    private readonly Option<string?> _svg = Options.Text("--out", "FILE", "Draw the curve as SVG");
    private readonly Option<string?> _json = Options.Text("--json", "FILE", "Write the points as JSON (docs/dram.md)");

    public static Command Create()
    {
        var bench = new DramBenchCommand();
        var command = new Command("bench", "Measure latency against throughput, from 1 % load to saturation.");
        bench._memory.AddTo(command);
        command.Options.Add(bench._pattern);
        command.Options.Add(bench._svg);
        command.Options.Add(bench._json);
        command.SetAction(bench.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var pattern = parse.GetValue(_pattern) ?? SyntheticPattern.Sequential;
        if (!SyntheticPattern.Names.Contains(pattern))
        {
            throw new InputException($"--pattern {pattern} is not known; did you mean '{NearestKey.Of(pattern, SyntheticPattern.Names)}'? "
                + $"One of: {string.Join(", ", SyntheticPattern.Names)}");
        }

        var plan = _memory.Read(parse);
        var points = MemoryLoad.Curve(plan, pattern);
        var title = $"{plan.Name}, {plan.Channels} channel(s), {pattern} reads";
        if (parse.GetValue(_svg) is { } svg)
        {
            CurveSvg.Write(svg, title, points);
        }

        if (parse.GetValue(_json) is { } json)
        {
            CurveReport.Write(json, plan, pattern, points);
        }

        CurveReport.Print(title, points, parse.InvocationConfiguration.Output);
        return ExitCode.Success;
    }
}

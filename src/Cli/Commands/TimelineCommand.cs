using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Running;
using ActorSim.Cli.Timeline.Viewing;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim timeline view</c>: timelines in a browser, without a network.</summary>
internal static class TimelineCommand
{
    public const string Name = "timeline";

    private const int MostPort = 65535;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A timeline, plain or gzip (actorsim run --timeline)" };
        var port = Options.Whole("--port", "N", "Port on this machine; a free one by default");
        var view = new Command("view", "Serve a timeline and a page that shows it to this machine's browsers, until Ctrl-C.") { file, port };
        view.SetAction(parse =>
        {
            if (parse.GetValue(port) is < 1 or > MostPort)
            {
                throw new InputException($"--port {parse.GetValue(port)} must be from 1 to {MostPort}");
            }

            using var interruption = new Interruption();
            using var server = new TimelineServer(parse.GetValue(file)!, parse.GetValue(port) ?? 0);
            parse.InvocationConfiguration.Output.WriteLine($"http://127.0.0.1:{server.Port}/ shows {parse.GetValue(file)}; Ctrl-C ends it");
            parse.InvocationConfiguration.Output.Flush();
            server.Run(interruption.Token);
            return ExitCode.Success;
        });
        return new Command(Name, "Look at timelines of runs.") { view };
    }
}

using ActorSim.Cli.Errors;
using ActorSim.Cli.Output;
using ActorSim.Cli.Running;

namespace ActorSim.Cli;

public static class Program
{
    public static int Main(string[] args)
    {
        StartUp.Prepare(args);
        if (ForeignNames.Problem(args) is { } problem)
        {
            return ErrorReport.Write(new SafeWriter(Console.Error), problem);
        }

        using var termination = new Termination();
        return CliApp.Run(args, Console.Out, Console.Error);
    }
}

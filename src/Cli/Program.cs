namespace ActorSim.Cli;

public static class Program
{
    public static int Main(string[] args)
    {
        StartUp.Prepare(args);
        return CliApp.Run(args, Console.Out, Console.Error);
    }
}

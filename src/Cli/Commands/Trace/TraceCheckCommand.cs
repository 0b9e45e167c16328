using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Validation;

namespace ActorSim.Cli.Commands.Trace;

/// <summary><c>actorsim trace check</c>: all problems of a trace.</summary>
internal static class TraceCheckCommand
{
    public static Command Create()
    {
        var input = TraceCommand.Input();
        var limit = Options.Long("--limit", TraceValidator.DefaultLimit, "Problems to print at most");
        var command = new Command("check", "Check a trace and print all its problems, and with --system whether it can freeze there; exit code 2 if so.") { input, limit };
        var system = new SystemOptions().AddTo(command);
        command.SetAction(parse =>
        {
            var name = parse.GetValue(input)!;
            var most = parse.GetInt(limit);
            if (most < 1)
            {
                throw new InputException($"--limit {most} must be 1 or more");
            }

            var io = parse.InvocationConfiguration;
            var code = Report(name, TraceValidator.Check(name, most), io);
            return code == ExitCode.Success && system.IsNamed(parse) && name != "-" ? CheckOn(system.Load(parse), name, io) : code;
        });
        return command;
    }

    private static int CheckOn(SystemConfiguration system, string name, InvocationConfiguration io)
    {
        var freeze = new TraceFreeze(system.Machine, KernelMachine.Read(system.Tree));
        using var trace = TraceReader.Open(name);
        var frozen = freeze.Run(trace);
        foreach (var warning in freeze.Warnings) io.Output.WriteLine($"{name}: warning: {warning}");
        if (frozen is not null)
            return ErrorReport.Write(io.Error, $"{name}: can freeze on {system.Machine.Name}: {frozen}; take a larger scratchpad (core.spad), or smaller work-items");
        io.Output.WriteLine($"{name}: {freeze.Summary()}");
        return ExitCode.Success;
    }

    private static int Report(string name, TraceCheck check, InvocationConfiguration io)
    {
        if (check.IsValid)
        {
            io.Output.WriteLine($"{name}: valid, {check.Records} records");
            return ExitCode.Success;
        }

        foreach (var problem in check.Problems)
        {
            io.Output.WriteLine($"{name}: {problem}");
        }

        var rest = check.ReadToEnd ? "" : "; what follows the last one was not read";
        return ErrorReport.Write(io.Error, $"{name}: {check.ProblemCount} problem(s) in {check.Records} records{rest}");
    }
}

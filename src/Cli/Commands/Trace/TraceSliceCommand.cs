using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Commands.Trace;

/// <summary><c>actorsim trace slice</c>: part of a trace as a trace.</summary>
internal static class TraceSliceCommand
{
    public static Command Create()
    {
        var input = TraceCommand.Input();
        var output = TraceCommand.Output("Trace to write");
        var kernels = new Option<int[]>("--kernel") { Description = "Kernel to keep, by id; repeatable; all by default", HelpName = "ID" };
        var first = Options.Long("--first", 0, "First work-item to keep, in each kernel");
        var count = Options.Long("--count", int.MaxValue, "Work-items to keep from there, in each kernel");
        var command = new Command("slice", "Copy some kernels or work-items of a trace as a valid trace.")
        {
            input, output, kernels, first, count,
        };
        command.SetAction(parse =>
        {
            var keep = parse.GetValue(kernels);
            var options = new SliceOptions
            {
                Kernels = keep is { Length: > 0 } ? keep.ToHashSet() : null,
                FirstWorkItem = parse.GetInt(first),
                WorkItemCount = parse.GetInt(count),
            };
            if (options.Problem() is { } problem)
            {
                throw new InputException($"trace slice: {problem}");
            }

            using var reader = TraceReader.Open(parse.GetValue(input)!);
            using var sink = TraceWriter.Create(parse.GetValue(output)!);
            TraceSlice.Copy(reader, sink, options);
            return ExitCode.Success;
        });
        return command;
    }
}

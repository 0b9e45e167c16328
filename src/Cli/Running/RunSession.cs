using System.Diagnostics;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Html;
using ActorSim.Cli.Layers;
using ActorSim.Cli.Output;
using ActorSim.Cli.Reports;
using ActorSim.Cli.Tenants;
using ActorSim.Kernel.Dispatch;

namespace ActorSim.Cli.Running;

/// <summary>One run: opens the traces, builds the machine, simulates, reports.</summary>
internal sealed class RunSession(RunPlan plan, TextWriter output, TextWriter error)
{
    private readonly RunPlan _plan = plan;

    public int Execute()
    {
        CheckOutput("--json", _plan.Json);
        CheckOutput("--timeline", _plan.Timeline);
        CheckOutput("--html", _plan.Html);
        CheckOutput("--layers-csv", _plan.LayersCsv);

        // The actor system is made while traces are opened and the machine is built; it ends with the process.
        var synchronizer = SynchronizerCatalog.Create(_plan.System.Run, Task.Run(() => SimulationSystem.Create()));
        var spec = _plan.System.Machine;
        CheckPartitions(spec.Scheduler.Partitions.Count);
        var inputs = OpenTraces(out var tenants);
        using var source = new TraceWorkSource(
            spec.Scheduler, spec.Cores, inputs.Requests, spec.Dma.InjectionPorts, spec.Dma.RequestBytes, tenants);
        using var log = BufferedLog();
        var layers = Recorder(spec, inputs);
        using var listeners = Listeners.Create(_plan, spec, log is null ? output : new SafeWriter(log), layers, LayerNames.Of(source, inputs));
        var machine = MachineBuilder.Build(spec, source, listeners.Listener,
            attribution: _plan.Json is not null || _plan.Html is not null || !_plan.Quiet);
        IReadOnlyList<ChannelActivity> channels = _plan.Html is null ? [] : ChannelActivity.Of(machine);
        var clock = Stopwatch.StartNew();
        RunReport ReportOf(SimulationResult result) =>
            new(machine, source, inputs.Requests, result, _plan.System.Run, clock.Elapsed.TotalSeconds)
            {
                Operations = OperationPeaks.Of(KernelMachine.Read(_plan.System.Tree)),
                Recorder = layers,
                ChannelActivities = channels,
                Models = inputs.Models,
            };
        try
        {
            var result = Simulate(machine, synchronizer, inputs, listeners);
            var report = ReportOf(result);
            listeners.Complete(result.Cycles);
            WarnOfEmptyWindow(result.Cycles);
            return Report(report);
        }
        catch (SimulationFailedException failed) when (!_plan.Quiet)
        {
            ReportTables.Write(ReportOf(failed.Partial), output, _plan.Verbose, layers: false);
            throw;
        }
    }

    private SimulationResult Simulate(MachineUnits machine, ISynchronizer synchronizer, TraceInputs inputs, Listeners listeners)
    {
        using var interruption = new Interruption();
        using var progress = Progress.Start(machine, inputs, _plan.Quiet, error);
        try
        {
            return Simulation.Run(machine, synchronizer, interruption.Token);
        }
        catch (Exception e) when (e is FrozenException or SimulationFailedException)
        {
            listeners.CompleteLogOnly();
            throw;
        }
    }

    // The console flushes every line; a log has too many of them for that. Null: nothing to write, or not to the console.
    private StreamWriter? BufferedLog() => _plan.LogLevel is not null && ReferenceEquals(SafeWriter.Below(output), Console.Out)
        ? new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16)
        : null;

    private int Report(RunReport report)
    {
        if (_plan.Json is { } path)
        {
            JsonReport.Write(path, report);
        }

        if (_plan.Html is { } page)
        {
            HtmlReport.Write(page, report);
        }

        if (_plan.LayersCsv is { } csv)
        {
            LayerCsv.Write(csv, report);
        }

        if (!_plan.Quiet)
        {
            ReportTables.Write(report, output, _plan.Verbose, _plan.Layers || report.Models.Count > 0);
        }

        if (report.Result.IsPartial)
        {
            error.WriteLine($"actorsim: interrupted in cycle {report.Cycles}: the statistics are partial");
            return ExitCode.Interrupted;
        }

        return ExitCode.Success;
    }

    private void WarnOfEmptyWindow(long cycles)
    {
        if (_plan.TimelineWindow is { } window && window.From >= cycles)
        {
            error.WriteLine($"actorsim: warning: --timeline-window {window}: the run ended in cycle {cycles}, before it; the timeline shows nothing");
        }
    }

    // Nobody reads them: nobody keeps them. What happened when is for charts only.
    private LayerRecorder? Recorder(MachineSpec spec, TraceInputs inputs)
    {
        var printed = !_plan.Quiet && (_plan.Layers || inputs.Models.Count > 0);
        return printed || _plan.Json is not null || _plan.Html is not null || _plan.LayersCsv is not null
            ? new LayerRecorder(spec.Cores, spec.Dma.RequestBytes, activity: _plan.Html is not null)
            : null;
    }

    private TraceInputs OpenTraces(out IReadOnlyList<Tenant> tenants)
    {
        var inputs = new TraceInputs(_plan.System, _plan.Fuse);
        var builder = new TenantBuilder(_plan.System, _plan.Shape, _plan.Inputs);
        tenants = builder.Tenants;
        try
        {
            foreach (var request in _plan.Requests)
            {
                if (request.Tenant is { } tenant)
                {
                    builder.Add(tenant);
                }
                else
                {
                    inputs.Open(request, _plan.Shape, _plan.Inputs);
                }
            }

            return inputs;
        }
        catch
        {
            inputs.Dispose();
            throw;
        }
    }

    private void CheckPartitions(int declared)
    {
        foreach (var request in _plan.Requests)
        {
            if (request is { Tenant: null, Partition: { } partition } && partition >= Math.Max(1, declared))
            {
                throw new InputException($"--request {request.Path}@{request.ArrivalCycle},{partition}: "
                    + $"the system has {Math.Max(1, declared)} partition(s), counted from 0; "
                    + "declare more with scheduler.partitions, for example --set scheduler.partitions=[[0],[1]]");
            }
        }
    }

    // A long run must not end with "no such folder".
    private static void CheckOutput(string option, string? path)
    {
        if (path is null or "-")
        {
            return;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (Directory.Exists(path) || !Directory.Exists(folder))
        {
            var problem = Directory.Exists(path) ? "is a folder" : "its folder does not exist";
            throw new InputException($"{option} {path}: {problem}; choose another file");
        }
    }
}

using System.Globalization;
using System.Runtime.ExceptionServices;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Running;
using ActorSim.Cli.Tenants;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Sweeping;

/// <summary>
/// Simulates the points that have no result yet, several at a time; the next free thread takes the next point. A result is a file named
/// by the point's key: what is there is taken over, so that an interrupted sweep goes on where it was.
/// </summary>
internal sealed class SweepRunner(SweepPlan plan, string folder, TextWriter? progress)
{
    private readonly SortedDictionary<string, SweepResult> _results = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _next = -1;
    private Exception? _defect;

    /// <summary>Points that were simulated by this call.</summary>
    public int Simulated { get; private set; }

    /// <returns>Results by key; points that an interruption left out are missing.</returns>
    /// <param name="jobs">Points at a time, 1 or more.</param>
    /// <param name="stop">Ends the points under way without a result.</param>
    public IReadOnlyDictionary<string, SweepResult> Run(int jobs, CancellationToken stop)
    {
        TemporaryFile.Sweep(folder);
        var open = TakeOver();
        var threads = new Thread[Math.Min(jobs, open.Count)];
        for (var t = 0; t < threads.Length; t++)
        {
            threads[t] = new Thread(() => Work(open, stop)) { Name = "sweep " + t.ToString(CultureInfo.InvariantCulture) };
            threads[t].Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        if (_defect is { } defect)
        {
            ExceptionDispatchInfo.Throw(defect);
        }

        return _results;
    }

    // Each key once: repeated points share a result.
    private List<SweepPoint> TakeOver()
    {
        var open = new List<SweepPoint>();
        foreach (var point in plan.Points.DistinctBy(p => p.Key))
        {
            if (SweepResult.Read(PathOf(point), point.Key) is { } known)
            {
                _results.Add(point.Key, known);
            }
            else
            {
                open.Add(point);
            }
        }

        if (_results.Count > 0)
        {
            progress?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"actorsim: {_results.Count} point(s) are already known"));
        }

        return open;
    }

    private void Work(List<SweepPoint> open, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Volatile.Read(ref _defect) is null && Interlocked.Increment(ref _next) is var n && n < open.Count)
        {
            try
            {
                if (Simulate(open[n], stop) is { } result)
                {
                    Keep(open[n], result, open.Count);
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _defect, e, null);
            }
        }
    }

    private SweepResult? Simulate(SweepPoint point, CancellationToken stop)
    {
        try
        {
            var spec = point.System.Machine;
            using var inputs = new TraceInputs(point.System);
            IReadOnlyList<TraceRequest> requests = plan.Models is { } models
                ? [new TraceRequest(ModelFile.Open(models.Of(point), new ProducerOptions(), plan.Tensors), plan.Input)]
                : Open(inputs, point);
            using var source = new TraceWorkSource(spec.Scheduler, spec.Cores, requests, spec.Dma.InjectionPorts, spec.Dma.RequestBytes);
            var machine = MachineBuilder.Build(spec, source);
            var result = Simulation.Run(machine, SynchronizerCatalog.Create(point.System.Run), stop);
            return result.IsPartial ? null : Measure(machine, result);
        }
        catch (Exception e) when (ErrorReport.CodeOf(ErrorReport.Unwrap(e)) is ExitCode.Frozen or ExitCode.Input)
        {
            var cause = ErrorReport.Unwrap(e);
            var status = ErrorReport.CodeOf(cause) == ExitCode.Frozen ? SweepResult.Frozen : SweepResult.Refused;
            return new SweepResult { Status = status, Message = ErrorReport.TextOf(cause) };
        }
    }

    private IReadOnlyList<TraceRequest> Open(TraceInputs inputs, SweepPoint point)
    {
        inputs.Open(new RequestArgument(plan.Input, 0, null), point.Shape, plan.Tensors);
        return inputs.Requests;
    }

    private static SweepResult Measure(MachineUnits machine, SimulationResult result)
    {
        var spec = machine.Spec;
        double coreCycles = Math.Max(1, result.Cycles) * (double)spec.Cores;
        return new SweepResult
        {
            Cycles = result.Cycles,
            Seconds = (double)result.Cycles / spec.CoreHz,
            ArrayUtilisation = machine.Cores.Sum(c => c.Arrays.Sum(a => a.Stats.BusyCycles)) / (coreCycles * spec.Core.Arrays),
            VectorUtilisation = machine.Cores.Sum(c => c.VectorUnit.Stats.BusyCycles) / coreCycles,
            ReadBytes = machine.Cores.Sum(c => c.Dma.Stats.ReadRequests) * spec.Dma.RequestBytes,
            WriteBytes = machine.Cores.Sum(c => c.Dma.Stats.WriteRequests) * spec.Dma.RequestBytes,
            Digest = result.Digest,
        };
    }

    // A frozen run is frozen for ever; what was refused may be a file that is gone for the moment.
    private void Keep(SweepPoint point, SweepResult result, int open)
    {
        if (result.Status != SweepResult.Refused)
        {
            var varied = plan.Axes.Zip(point.Values, (axis, value) => KeyValuePair.Create(axis.Name, value));
            result.Write(PathOf(point), point.Key, varied);
        }

        lock (_gate)
        {
            _results[point.Key] = result;
            Simulated++;
            var values = string.Join(' ', plan.Axes.Zip(point.Values, (axis, value) => $"{axis.Name}={value}"));
            var what = result.IsDone ? string.Create(CultureInfo.InvariantCulture, $"{result.Cycles:N0} cycles") : result.Status;
            progress?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"actorsim: [{Simulated}/{open}] {values}: {what}"));
        }
    }

    private string PathOf(SweepPoint point) => Path.Combine(folder, point.Key + ".json");
}

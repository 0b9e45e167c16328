using ActorSim.Actors.Core;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Protocol;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Trace.Records;
using ActorSim.Trace.Validation;
using MessagePack;

namespace ActorSim.Cli.Commands.Trace;

/// <summary>Checks of a valid trace that need the system it is to run on.</summary>
internal sealed class TraceFreeze(MachineSpec machine, MachineFacts facts)
{
    private readonly TraceLints _lints = new();
    private readonly FreezeCheck _check = new(machine.Core, machine.Cores);
    private string? _costs;

    /// <summary>What is hardly meant.</summary>
    public IEnumerable<string> Warnings => _costs is null ? _lints.Warnings : _lints.Warnings.Prepend(_costs);

    /// <summary>Null, or how the trace can freeze.</summary>
    public string? Run(ITraceSource trace)
    {
        var program = new TraceProgram("trace", 0);
        while (trace.Read())
        {
            switch (trace.Kind)
            {
                case TraceObjectKind.Header: _costs = OtherCosts(trace.Header, facts); break;
                case TraceObjectKind.TileCost: program.Add(trace.TileCost); break;
                case TraceObjectKind.Buffer:
                    program.Add(trace.Buffer);
                    _lints.Buffer(trace.Buffer);
                    _check.Buffer(trace.Buffer);
                    break;
                case TraceObjectKind.WorkItem:
                    var item = trace.TakeWorkItem();
                    _lints.WorkItem(item);
                    if (_check.WorkItem(item, program) is { } frozen) return frozen;
                    if (program.IsBounded) item.Return();
                    break;
                default: break;
            }
        }

        return null;
    }

    public string Summary() => _check.IsBounded
        ? $"cannot freeze on {machine.Name}: a work-item holds at most {_check.MostBytes} of {machine.Core.SpadBytes} bytes"
        : $"does not freeze on {machine.Name} in any order tried; a work-item may hold {_check.MostBytes} of {machine.Core.SpadBytes} bytes";

    /// <summary>A warning if the trace's costs come from the model of other lanes or registers; null if not, or if it does not say.</summary>
    public static string? OtherCosts(TraceHeader header, MachineFacts facts)
    {
        const string Model = "model: ";
        foreach (var (key, value) in header.Meta)
        {
            if (key != "costs") continue;
            var reader = new MessagePackReader(value.Span.ToArray());
            if (reader.NextMessagePackType != MessagePackType.String) return null;
            var (costs, own) = (reader.ReadString() ?? "", CostModel.For(facts).Origin);
            return costs.StartsWith(Model, StringComparison.Ordinal) && costs != own
                ? $"its costs are of another machine: {costs[Model.Length..]}; the system has {own[Model.Length..]}" : null;
        }

        return null;
    }
}

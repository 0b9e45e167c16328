using System.Globalization;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Sweeping;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Energy;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Serving.Costs;

namespace ActorSim.Cli.Serving;

/// <summary>What a pass costs, by simulating the model at its shape; layers that follow each other cost the same.</summary>
internal sealed class StepSimulator(ServedModel model, SystemConfiguration system, int layers, string? folder, TextWriter? progress, CancellationToken stop)
    : IStepCosts
{
    /// <summary>Shapes that were simulated, and not found in the folder.</summary>
    public int Simulated { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public StepCost Of(StepShape shape)
    {
        var key = SweepKey.Of(model.Identity, system, Sizes(shape));
        if (folder is not null && StepFile.Read(folder, key) is { } known)
        {
            return Layers(known);
        }

        progress?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"actorsim: simulating a step of {shape.Batch} x {shape.Tokens} tokens behind {shape.Past}"));
        var cost = Simulate(shape);
        Simulated++;
        if (folder is not null)
        {
            StepFile.Write(folder, key, shape, cost);
        }

        return Layers(cost);
    }

    private static IEnumerable<KeyValuePair<string, long>> Sizes(StepShape shape) =>
        [new("batch", shape.Batch), new("past", shape.Past), new("seq", shape.Tokens)];

    private StepCost Layers(StepCost one) => new(checked(one.Cycles * layers), one.Joules * layers);

    private StepCost Simulate(StepShape shape)
    {
        var spec = system.Machine;
        var compiled = model.Compile(shape, KernelMachine.Read(system.Tree));
        using var source = new TraceWorkSource(spec.Scheduler, spec.Cores, [new TraceRequest(ModelFile.Open(compiled, new ProducerOptions(), GivenInputs.None), model.Name)],
            spec.Dma.InjectionPorts, spec.Dma.RequestBytes);
        var machine = MachineBuilder.Build(spec, source);
        var result = Simulation.Run(machine, SynchronizerCatalog.Create(system.Run), stop);
        stop.ThrowIfCancellationRequested();
        return new StepCost(result.Cycles, Joules(machine, result));
    }

    // Of the memory: the only energy that is modelled.
    private static double? Joules(MachineUnits machine, SimulationResult result)
    {
        if (machine.Channels[0].Device is not IDramController controller || DramEnergy.Of(controller.Standard) is not { } energy)
        {
            return null;
        }

        var cycles = (double)result.Cycles / machine.Spec.CoreHz * machine.Spec.DramHz;
        return machine.Channels.Sum(c => energy.Joules(c.Stats, cycles).Total);
    }
}

using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Cli.Compiling;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Tenants;

/// <summary>A model: compiled for each size of a batch when the first of that size starts.</summary>
internal sealed class ModelWork(
    TenantArgument tenant, IReadOnlyList<KeyValuePair<string, long>> shape, MachineFacts machine, ProducerOptions options,
    GivenInputs inputs) : ITenantWork
{
    private readonly ModelGraph _graph = OnnxModelReader.Read(tenant.Path, new OnnxReadOptions { WithoutWeights = true });
    private readonly Dictionary<int, (ModulePlan Plan, ProducerOptions Options)> _compiled = [];

    public ITraceSource Open(int requests)
    {
        if (!_compiled.TryGetValue(requests, out var compiled))
        {
            var model = ModelFile.Compile(tenant.Path, BatchSizes.Of(tenant, shape, _graph.Symbols(), requests), machine, inputs: inputs);
            compiled = (ModelFile.Plan(model), ModelFile.Options(model, options, inputs));
            _compiled.Add(requests, compiled);
        }

        return new TraceProducer(compiled.Plan, [], compiled.Options);
    }
}

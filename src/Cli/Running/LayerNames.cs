using ActorSim.Actors.Scheduler.Tenants;

namespace ActorSim.Cli.Running;

/// <summary>The names of kernels: of a model's, the node that it was made for; of others, their own.</summary>
internal static class LayerNames
{
    /// <summary>By place of the trace and id of the kernel; the kernels are those that were read when it is first asked.</summary>
    public static Func<int, int, string> Of(TraceWorkSource source, TraceInputs inputs)
    {
        var names = new Lazy<Dictionary<(int, int), string>>(() => source.Kernels.ToDictionary(k => (k.Program.Index, k.Kernel.Id), k => k.Kernel.Name));
        return (trace, kernel) => trace < inputs.Requests.Count && inputs.Models.TryGetValue(inputs.Requests[trace], out var model) && kernel < model.Layers.Length
            ? model.Layers[kernel]
            : names.Value[(trace, kernel)];
    }
}

using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Generators;

/// <summary>Emits a whole trace of one or more generated kernels into any sink.</summary>
public static class TraceGenerator
{
    /// <exception cref="ArgumentException">Options are wrong; the message lists every problem and nothing was emitted.</exception>
    public static void Emit(ITraceSink sink, GeneratedTraceOptions options, params IReadOnlyList<IKernelGenerator> kernels)
    {
        Check(options, kernels);
        sink.Header(new TraceHeader("ActorSim generators", options.Name, [new("costs", RawMessagePack.From("from shapes"))]));
        var scope = new KernelScope(sink, options);
        foreach (IKernelGenerator kernel in kernels)
            kernel.Emit(scope);
        sink.Complete();
    }

    private static void Check(GeneratedTraceOptions options, IReadOnlyList<IKernelGenerator> kernels)
    {
        var problems = new List<string>();
        if (options.Alignment < 1)
            problems.Add($"Alignment {options.Alignment}: must be 1 or more");
        if (options.FirstAddress < 0)
            problems.Add($"FirstAddress {options.FirstAddress}: must be 0 or more");
        if (options.Spacing is < 1)
            problems.Add($"Spacing {options.Spacing}: must be 1 or more");
        foreach (IKernelGenerator kernel in kernels)
            problems.AddRange(kernel.Problems().Select(p => $"{kernel.Name}: {p}"));
        if (problems.Count > 0)
            throw new ArgumentException("Cannot generate the trace: " + string.Join("; ", problems), nameof(kernels));
    }
}

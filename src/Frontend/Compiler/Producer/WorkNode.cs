using System.Collections.Immutable;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>Emits the records of one work-item; <paramref name="vars"/> holds the sizes and the parallel loops' variables.</summary>
internal delegate void WorkItemCode(long[] vars, RecordEmitter emitter);

/// <summary>A piece of a kernel above its work-items: a work-item or a parallel loop of such pieces.</summary>
internal abstract record WorkNode;

/// <summary>One work-item.</summary>
internal sealed record WorkLeaf(WorkItemCode Code, ImmutableArray<(int Slot, long Step)> Indices, WorkItemWaits? DependsOn)
    : WorkNode;

/// <summary>A parallel loop whose variable lies in <paramref name="Slot"/>.</summary>
internal sealed record WorkLoop(int Slot, Func<long[], long> Extent, long Step, ImmutableArray<WorkNode> Body) : WorkNode;

/// <summary>Which earlier work-items a work-item waits for.</summary>
internal sealed record WorkItemWaits(Func<long[], long> First, Func<long[], long> Stride, Func<long[], long> Count);

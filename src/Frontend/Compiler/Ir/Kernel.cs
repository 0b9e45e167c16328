using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// One kernel: buffers and a list of statements. Each top-level statement outside parallel loops is one work-item together with its
/// neighbours; each iteration of an innermost parallel loop is one. Work-items are numbered in program order.
/// <paramref name="DependsOn"/>: indices in the module of kernels that must have ended before; <paramref name="Tags"/>: number of
/// semaphores.
/// </summary>
public sealed record Kernel(
    string Name, ImmutableArray<int> DependsOn, ImmutableArray<SpadBuffer> Buffers, int Tags, ImmutableArray<Statement> Body)
{
    /// <summary>What the builder chose, for reports and cost explanation: tile sizes, lane axis, padding.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Notes { get; init; } = [];

    public Kernel ReplaceBody(ImmutableArray<Statement> body) => this with { Body = body };
}

/// <summary>
/// The work-items First, First + Stride, ... (Count of them) of the same kernel, by their index in order of dispatch; expressions in
/// the parallel loops' variables and sizes.
/// </summary>
public sealed record WorkItemDependence(IndexExpr First, IndexExpr Stride, IndexExpr Count);

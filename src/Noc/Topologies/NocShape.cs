namespace ActorSim.Noc.Topologies;

/// <summary>The regular form of a topology, from which routing functions compute.</summary>
public abstract record NocShape;

/// <summary>
/// Routers on a grid; router number = sum of coordinate times the product of the lower radices. Output port 2d leads to the neighbour with the
/// higher coordinate in dimension d, 2d + 1 to the lower one; node ports follow.
/// </summary>
/// <param name="Radices">Routers per dimension, lowest dimension first.</param>
/// <param name="Wraps">A torus.</param>
public sealed record CubeShape(IReadOnlyList<int> Radices, bool Wraps) : NocShape;

/// <summary>
/// <paramref name="Arity"/>-ary <paramref name="Levels"/>-tree, the root level first; ports below <paramref name="Arity"/> lead down.
/// </summary>
public sealed record TreeShape(int Arity, int Levels) : NocShape;

/// <summary>Stages of Arity x Arity switches, each node attached to the first stage's input and the last stage's output.</summary>
public sealed record ButterflyShape(int Arity, int Stages) : NocShape;

/// <summary>Routers on a grid, each linked to all others of its row in every dimension; node ports first, then dimension by dimension.</summary>
/// <param name="Concentration">Nodes per router.</param>
public sealed record FlattenedShape(IReadOnlyList<int> Radices, int Concentration) : NocShape;

/// <summary>Any graph, from a file.</summary>
public sealed record FreeShape : NocShape;

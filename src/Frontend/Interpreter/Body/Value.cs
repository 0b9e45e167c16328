using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>Where the values of one operation lie for the points of a row.</summary>
internal abstract record Value(ElementType Type);

internal sealed record Value<T>(ElementType Type, T[] Data) : Value(Type);

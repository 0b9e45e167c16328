namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>One instruction (or chunk of it) on the critical path; core cycles from the program's start.</summary>
/// <param name="Name">The instruction's.</param>
/// <param name="Class">The instruction's.</param>
/// <param name="Chunk">Which part of the instruction, from 0.</param>
/// <param name="Issue">Cycle of issue.</param>
/// <param name="Finish">Cycle in which the last result is there.</param>
/// <param name="Cause">Why it was not issued earlier, in the words of <see cref="VectorCost.Waits"/>.</param>
public readonly record struct VectorStep(string Name, VectorClass Class, int Chunk, long Issue, long Finish, string Cause);

namespace ActorSim.Tests.Laws.Dram;

/// <summary>A request of a generated load: it joins the front queue in Cycle.</summary>
public readonly record struct Arrival(long Cycle, long Address, int Tag, bool IsWrite);

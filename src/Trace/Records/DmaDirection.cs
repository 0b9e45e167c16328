namespace ActorSim.Trace.Records;

/// <summary>Load: memory to scratchpad. Store: scratchpad to memory. The numbers are the file format's.</summary>
public enum DmaDirection : byte
{
    Load = 0,
    Store = 1,
}

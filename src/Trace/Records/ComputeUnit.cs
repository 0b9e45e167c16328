namespace ActorSim.Trace.Records;

/// <summary>Unit that runs a compute tile; the numbers are the file format's.</summary>
public enum ComputeUnit : byte
{
    Vector = 0,
    Matmul = 1,
    Preload = 2,
    CrossLane = 3,
}

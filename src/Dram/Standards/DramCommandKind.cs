namespace ActorSim.Dram.Standards;

/// <summary>Commands a channel issues.</summary>
public enum DramCommandKind : byte
{
    Activate,
    Precharge,
    PrechargeAll,
    Read,
    Write,
    RefreshAll,

    /// <summary>REFpb: one bank.</summary>
    RefreshBank,
}

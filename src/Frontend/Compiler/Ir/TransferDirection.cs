namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>Which way a transfer moves data.</summary>
public enum TransferDirection
{
    /// <summary>DRAM to scratchpad.</summary>
    Load,

    /// <summary>Scratchpad to DRAM.</summary>
    Store,
}

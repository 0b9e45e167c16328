using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>What can be wrong between a lowered module and its trace.</summary>
public static class ProducerDiagnostics
{
    public static readonly DiagnosticCode IdleCompute = new("SIM6001", "a compute reads and writes no buffer");
    public static readonly DiagnosticCode Unclassified = new("SIM6002", "a statement that the producer does not know");
    public static readonly DiagnosticCode NestedParallel = new("SIM6003", "a parallel loop inside another kind of loop");
    public static readonly DiagnosticCode WaitWithoutLoad = new("SIM6004", "a wait whose tag no load has");
    public static readonly DiagnosticCode TransferRank = new("SIM6005", "a transfer of more than 4 axes");
    public static readonly DiagnosticCode CostCount = new("SIM6006", "costs of another kernel");
    public static readonly DiagnosticCode CostValue = new("SIM6007", "a cost that cannot be");
    public static readonly DiagnosticCode MissingShape = new("SIM6010", "missing shape argument");
    public static readonly DiagnosticCode UnknownShape = new("SIM6011", "unknown shape argument");
    public static readonly DiagnosticCode ShapeValue = new("SIM6012", "bad shape argument");
    public static readonly DiagnosticCode Overflow = new("SIM6013", "overflow of index arithmetic");
    public static readonly DiagnosticCode TooManyRecords = new("SIM6014", "a work-item of too many records");
    public static readonly DiagnosticCode TooLargeFootprint = new("SIM6016", "a work-item that holds more than the scratchpad");
    public static readonly DiagnosticCode IndexData = new("SIM6015", "index data that do not fit");
}

using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Interpreter.Data;

/// <summary>What can be wrong when a program runs on numbers.</summary>
public static class FunctionalCodes
{
    public static readonly DiagnosticCode BadSize = new("SIM7001", "size argument missing, unknown or out of range");
    public static readonly DiagnosticCode BadInput = new("SIM7002", "input tensors do not fit the program");
    public static readonly DiagnosticCode OutOfTensor = new("SIM7003", "address outside the tensor");
    public static readonly DiagnosticCode OutOfBuffer = new("SIM7004", "index outside the scratchpad buffer");
    public static readonly DiagnosticCode ForeignLane = new("SIM7005", "vector computation touches another lane");
    public static readonly DiagnosticCode NeverWritten = new("SIM7006", "read of scratchpad data that nothing wrote");
    public static readonly DiagnosticCode NotWaited = new("SIM7007", "use of data of an asynchronous load that was not waited for");
    public static readonly DiagnosticCode WaitWithoutLoad = new("SIM7008", "wait for a load that was not issued");
    public static readonly DiagnosticCode BadOffset = new("SIM7009", "indirect offset outside its limit");
    public static readonly DiagnosticCode DivideByZero = new("SIM7010", "integer division by 0");
    public static readonly DiagnosticCode UnwrittenTensor = new("SIM7011", "tensor elements are read or returned that nothing wrote");
    public static readonly DiagnosticCode BadDependence = new("SIM7012", "work-item waits for one that does not come before it");
    public static readonly DiagnosticCode Malformed = new("SIM7013", "program cannot be executed");
    public static readonly DiagnosticCode NoPreload = new("SIM7014", "matrix product without weights in the array");
}

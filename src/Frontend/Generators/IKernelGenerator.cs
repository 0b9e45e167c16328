namespace ActorSim.Frontend.Generators;

/// <summary>Emits one kernel of a known shape, work-item by work-item.</summary>
public interface IKernelGenerator
{
    /// <summary>Name of the kernel in the trace.</summary>
    string Name { get; }

    /// <summary>What is wrong with the options, each with name, value and allowed range; empty when nothing is.</summary>
    IReadOnlyList<string> Problems();

    /// <summary>Declares and emits the kernel. Memory is that of one work-item.</summary>
    void Emit(KernelScope scope);
}

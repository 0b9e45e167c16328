using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Operators;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.MemoryPlan;

/// <summary>
/// Starts and ends the kernels of a model in a random order that their dependences allow, several at a time, and keeps for every cell of
/// memory which tensor was written there last: a kernel must find the tensors that it reads when it starts and when it ends.
/// </summary>
internal sealed class MemoryRun
{
    private const long Cell = 64;
    private readonly Module _module;
    private readonly ActorSim.Frontend.Compiler.Producer.MemoryPlan _plan;
    private readonly int[] _owner;
    private readonly Random _random;

    private MemoryRun(CompiledModel model, int seed)
    {
        (_module, _plan, _random) = (model.Module, ActorSim.Frontend.Compiler.Producer.MemoryPlan.Of(model.Module, _ => 0, Cell), new Random(seed));
        _owner = new int[(_plan.HighWaterBytes / Cell) + 1];
        Array.Fill(_owner, -1);
        foreach (var tensor in _module.Tensors.Where(t => t.Role is TensorRole.Input or TensorRole.InOut)) Write(tensor.Id);
    }

    public static void Check(CompiledModel model, int seed) => new MemoryRun(model, seed).Run();

    private void Run()
    {
        var waiting = Enumerable.Range(0, _module.Kernels.Length).ToList();
        var running = new List<int>();
        var ended = new HashSet<int>();
        while (waiting.Count + running.Count > 0)
        {
            var ready = waiting.Where(k => _module.Kernels[k].DependsOn.All(ended.Contains)).ToList();
            if (ready.Count > 0 && (running.Count == 0 || _random.Next(3) > 0))
            {
                var kernel = ready[_random.Next(ready.Count)];
                waiting.Remove(kernel);
                running.Add(kernel);
                Touch(kernel);
            }
            else
            {
                var kernel = running[_random.Next(running.Count)];
                running.Remove(kernel);
                Touch(kernel);
                ended.Add(kernel);
            }
        }

        foreach (var tensor in _module.Tensors.Where(t => t.Role is TensorRole.Output)) Read(tensor.Id, "the end");
    }

    private void Touch(int kernel)
    {
        var transfers = _module.Kernels[kernel].Body.All().OfType<Transfer>().ToList();
        foreach (var store in transfers.Where(t => t.Direction == TransferDirection.Store)) Write(store.Tensor);
        foreach (var load in transfers.Where(t => t.Direction == TransferDirection.Load)) Read(load.Tensor, _module.Kernels[kernel].Name);
    }

    private void Write(int tensor)
    {
        foreach (var cell in Cells(tensor)) _owner[cell] = tensor;
    }

    private void Read(int tensor, string kernel)
    {
        foreach (var cell in Cells(tensor))
            Assert.True(_owner[cell] == tensor, $"{kernel} finds tensor {_owner[cell]} at {cell * Cell} where {tensor} should be");
    }

    private IEnumerable<long> Cells(int tensor)
    {
        for (var at = _plan.Offsets[tensor]; at < _plan.Offsets[tensor] + _plan.Bytes[tensor]; at += Cell) yield return at / Cell;
    }
}

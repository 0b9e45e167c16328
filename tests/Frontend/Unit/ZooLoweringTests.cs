using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Zoo;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class ZooLoweringTests
{
    public static TheoryData<string, ZooPhase> Models()
    {
        var data = new TheoryData<string, ZooPhase>();
        foreach (var model in ModelZoo.Models)
        {
            data.Add(model.Name, ZooPhase.Prefill);
            if (model.HasPhases) data.Add(model.Name, ZooPhase.Decode);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_model_becomes_kernels_once_its_sizes_are_given(string name, ZooPhase phase)
    {
        var isDecode = phase == ZooPhase.Decode;
        var options = new ZooOptions { Phase = phase, Batch = 2, Sequence = isDecode ? 1 : 32, Past = 40 };
        var model = ModelCompiler.Compile(ModelZoo.Find(name)!.Build(options), name, MachineFacts.TpuV3);
        Assert.NotEmpty(model.Module.Kernels);
        Assert.Equal(model.Module.Kernels.Length, model.Layers.Length);
        Assert.All(model.Inputs, i => Assert.Equal(TensorRole.Input, model.Module.Tensors[i.Tensor].Role));
    }
}

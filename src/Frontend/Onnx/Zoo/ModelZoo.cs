namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>Well-known networks as real ONNX graphs without weight data, in the style of PyTorch's exporter.</summary>
public static class ModelZoo
{
    public static readonly IReadOnlyList<ZooModel> Models =
    [
        new("resnet18", "ImageNet 224x224, basic blocks, batch normalization kept, opset 13", false, false,
            o => ResNet.Build("resnet18", o)),
        new("resnet50", "ImageNet 224x224, bottlenecks, batch normalization kept, opset 13", false, false,
            o => ResNet.Build("resnet50", o)),
        new("mobilenet-v2", "ImageNet 224x224, depthwise, batch normalization folded, opset 13", false, false, MobileNetV2.Build),
        new("vgg16", "ImageNet 224x224, opset 13", false, false, Vgg16.Build),
        new("bert-base", "12 layers, layer normalization and GELU decomposed, opset 13", true, false, o => Bert.Build("bert-base", o)),
        new("bert-large", "24 layers, LayerNormalization, opset 17", true, false, o => Bert.Build("bert-large", o)),
        new("bert-base-block", "one layer of bert-base from hidden states, without mask, opset 13", true, false, o => Bert.Block("bert-base-block", 768, 12, o)),
        new("bert-large-block", "one layer of bert-large from hidden states, without mask, opset 13", true, false, o => Bert.Block("bert-large-block", 1024, 16, o)),
        new("bert-xlarge-block", "the same with 2048 elements and 32 heads", true, false, o => Bert.Block("bert-xlarge-block", 2048, 32, o)),
        new("gpt2", "12 layers, tanh GELU, cache, opset 13", true, true, Gpt2.Build),
        new("vit-base", "16x16 patches of 224x224, 12 layers, LayerNormalization, opset 17", false, false, VitBase.Build),
        new("llama-7b-block", "one layer, 32 heads, rotary positions, cache, opset 17", true, true, o => Llama.Build("llama-7b-block", o)),
        new("llama3-8b-block", "one layer, 32 heads over 8 cached, cache, opset 17", true, true, o => Llama.Build("llama3-8b-block", o)),
        new("mixtral-block", "one layer, 2 of 8 experts, balanced capacity, cache, opset 17", true, true, Mixtral.Build),
        new("unet-sd-block", "residual and transformer block of 320 channels at 64x64, opset 17", false, false, UnetBlock.Build),
    ];

    /// <summary>The model of a name; null if there is none.</summary>
    public static ZooModel? Find(string name) => Models.FirstOrDefault(m => m.Name == name);
}

using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Shapes;
using ActorSim.Frontend.Onnx.Zoo;
using Xunit;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>The zoo under the stock checker and its strict shape inference.</summary>
public sealed class StockOnnxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorsim-zoo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [StockOnnxFact]
    public void The_stock_checker_accepts_every_model_and_infers_the_same_shapes()
    {
        var models = new Dictionary<string, ModelGraph>(StringComparer.Ordinal);
        foreach (var model in ModelZoo.Models)
        {
            Write(models, model, "", new ZooOptions());
            Write(models, model, "-fixed", new ZooOptions { Batch = 2, Sequence = 24, Element = OnnxElementType.Float16 });
            if (model.HasPhases)
            {
                Write(models, model, "-decode", new ZooOptions { Phase = ZooPhase.Decode, Sequence = 1, Past = 100 });
            }
        }

        var stock = StockOnnx.Check(models.Keys);
        var compared = 0;
        foreach (var ((file, name), shape) in stock)
        {
            var own = models[file].Value(name).Shape;
            Assert.True(own is not null, $"{file}: {name} is {shape}, ours is not known");
            var sizes = shape.Length == 0 ? [] : shape.Split(',');
            Assert.True(own.Rank == sizes.Length, $"{file}: {name} is [{shape}], ours {own}");
            for (var i = 0; i < sizes.Length; i++)
            {
                // A size that the stock inference could not tell has a name of its own.
                var isNumber = long.TryParse(sizes[i], out var size);
                compared += isNumber ? 1 : 0;
                Assert.True(!isNumber || own[i].Constant == size, $"{file}: {name} is [{shape}], ours {own}");
            }
        }

        Assert.True(compared > 16_000, $"{compared} sizes compared");
    }

    private void Write(Dictionary<string, ModelGraph> models, ZooModel model, string suffix, ZooOptions options)
    {
        var path = Path.Combine(_folder, model.Name + suffix + ".onnx");
        var graph = model.Build(options);
        OnnxModelWriter.Write(graph, path);
        models[path] = ShapeInference.Infer(OnnxModelReader.Read(path), path);
    }
}

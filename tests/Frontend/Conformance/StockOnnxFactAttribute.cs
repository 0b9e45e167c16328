using Xunit;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>A fact that is skipped, with the reason, where the stock ONNX checker is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StockOnnxFactAttribute : FactAttribute
{
    public StockOnnxFactAttribute() => Skip = StockOnnx.Missing!;
}

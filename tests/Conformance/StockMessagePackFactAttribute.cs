using Xunit;

namespace ActorSim.Tests.Conformance;

/// <summary>A fact that is skipped, with the reason, where the stock implementation behind a script is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StockMessagePackFactAttribute : FactAttribute
{
    public StockMessagePackFactAttribute(string script) => Skip = StockMessagePack.Missing(script)!;
}

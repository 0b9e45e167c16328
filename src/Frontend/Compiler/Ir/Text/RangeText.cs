using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>What is known of a variable, as attributes.</summary>
internal static class RangeText
{
    public static string Of(IndexVar variable) =>
        $"divisible_by = {MlirWriter.Integer(variable.DivisibleBy)}, max = {MlirWriter.Integer(variable.Max)}, min = {MlirWriter.Integer(variable.Min)}";

    public static IndexVar Read(MlirOperation from, string prefix, string name, IndexVarKind kind, IndexExpr? extent)
    {
        var (min, max, divisor) = (from.Integer(prefix + "min"), from.Integer(prefix + "max"), from.Integer(prefix + "divisible_by"));
        if (name.Length == 0) throw from.Fail("a variable needs a name");
        if (divisor < 1) throw from.Fail($"divisible_by is {divisor}, 1 or more expected");
        return new IndexVar(name, kind, min, max, divisor, extent);
    }
}

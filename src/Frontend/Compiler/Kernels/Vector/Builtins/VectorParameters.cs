using System.Globalization;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Kernels.Vector.Builtins;

/// <summary>Parameters that several vector builtins have.</summary>
internal static class VectorParameters
{
    public static readonly DiagnosticCode BadShape = new("SIM2001", "shapes of a vector kernel do not fit together");
    public static readonly DiagnosticCode BadNumber = new("SIM2002", "a parameter that is not a number");

    public static readonly BuiltinParameter DType = new("dtype", "element type: f32, f16, bf16, f64, i8, i32, i64, ...", "f32");
    public static readonly BuiltinParameter Shape = new("shape", "extents separated by x, e.g. 64x?x128", "");
    public static readonly BuiltinParameter M = new("M", "rows, if no shape is given", "");
    public static readonly BuiltinParameter N = new("N", "columns, if no shape is given", "");

    /// <summary>The shape given, or M x N, or N alone.</summary>
    public static IndexExpr[] ShapeOf(this BuiltinArguments arguments, ModuleBuilder module, CompileContext context, string builtin)
    {
        if (arguments.Text("shape").Length > 0) return arguments.Extents("shape", module);
        string[] given = [.. new[] { "M", "N" }.Where(p => arguments.Text(p).Length > 0)];
        if (given.Length > 0) return [.. given.Select(p => arguments.Extent(p, module))];
        context.Diagnostics.Error(BuiltinArguments.MissingParameter, "builtin:" + builtin,
            "neither a shape nor M or N is given: -D shape=64x128 or -D M=64,N=128");
        return [1];
    }

    /// <summary>Axis numbers separated by x; "all" gives none.</summary>
    public static int[] AxesOf(this BuiltinArguments arguments, string name, int rank) =>
        arguments.Text(name) == "all" ? [] : [.. arguments.Integers(name, -rank, rank - 1).Select(a => (int)a)];

    public static double Number(this BuiltinArguments arguments, string name, CompileContext context, string builtin)
    {
        if (double.TryParse(arguments.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return value;
        context.Diagnostics.Error(BadNumber, "builtin:" + builtin, $"{name}={arguments.Text(name)} must be a number");
        return 0;
    }

    /// <summary>Runs the builder; shapes that do not fit become a finding.</summary>
    public static Module Build(string builtin, CompileContext context, ModuleBuilder module, Action build)
    {
        try
        {
            build();
        }
        catch (ArgumentException problem)
        {
            context.Diagnostics.Error(BadShape, "builtin:" + builtin, problem.Message);
        }

        return module.Build();
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Cost.Tables;
using ActorSim.Frontend.Compiler.Kernels;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>The key of a compile: everything that its package depends on.</summary>
public static class CompileKeys
{
    /// <summary>Identity of this compiler: two builds from equal sources have the same.</summary>
    public static string Compiler { get; } = string.Create(CultureInfo.InvariantCulture,
        $"{typeof(CompileKeys).Assembly.GetName().Version} {typeof(CompileKeys).Module.ModuleVersionId} package {KernelPackage.CurrentVersion}");

    public static CompileKey Of(CompileRequest request)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["compiler"] = Compiler,
            ["source"] = request.IsBuiltin ? request.Source : "text",
            ["machine.lanes"] = Number(request.Machine.Lanes),
            ["machine.spad-per-lane"] = Number(request.Machine.SpadBytesPerLane),
            ["machine.vector-bits"] = Number(request.Machine.VectorBits),
            ["machine.row-elements"] = Number(request.Machine.RowElements),
            ["machine.balance"] = request.Machine.Balance is { } b
                ? string.Create(CultureInfo.InvariantCulture, $"{b.Cores} {b.Arrays} {b.BytesPerCycle:R} {b.LatencyCycles}") : "none",
            ["machine.lowering"] = request.Machine.Lowering.ToString(),
            ["option.tile-candidate"] = Number(request.Options.TileCandidate),
            ["option.split-k"] = Number(request.Options.SplitK),
            ["option.subtiles"] = request.Options.Subtiles ? "true" : "false",
            ["option.mapping"] = Mapping(request.Options),
            ["option.autotune"] = request.Autotune.Length == 0 ? "none" : request.Autotune,
            ["costs"] = request.CostTable is { } table ? "table " + Hash(Rows(table)) : "model",
        };
        if (request.Text is { } text) fields["text"] = Hash(text);
        if (request.IsBuiltin && BuiltinCatalog.Find(request.BuiltinName) is { } builtin)
            foreach (var parameter in builtin.Parameters) fields["param." + parameter.Name] = parameter.Default ?? "(missing)";
        foreach (var (name, value) in request.Definitions) fields["param." + name] = value == "?" && request.IsBuiltin ? Named(name) : value;
        return CompileKey.Of(fields);
    }

    // A size without a name is called after its parameter; of a shape's, after their axes.
    private static string Named(string parameter) => parameter.StartsWith("shape", StringComparison.Ordinal) ? $"?{parameter}0" : "?" + parameter;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Mapping(CompileOptions options)
    {
        if (options.Mapping.Count == 0) return "none";
        var lines = options.Mapping.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={string.Join('_', m.Value)}");
        return Hash(string.Join('\n', lines));
    }

    private static string Rows(CostTable table) =>
        table.Kernel + "\n" + string.Join('\n', table.Rows.Select(r => $"{r.Name} {r.Unit} {r.Cycles} {r.Overlap}"));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorSim.Noc.Topologies;

/// <summary>Builds a topology from its name, such as mesh8x8, ring16, fattree64 or flatfly4x4c4.</summary>
public static partial class TopologyName
{
    /// <summary>The forms, for messages and help.</summary>
    public const string Forms = "meshAxB, torusAxB, ringN, cmeshAxBcC, fattreeN or fattreeNkK, flyN or flyNkK, flatflyN or flatflyAxBcC, file:PATH";

    private const int MostNodes = 1 << 16;

    /// <param name="latency">Of every link between routers, in cycles; at least 1.</param>
    /// <exception cref="NocException">The form is not known or its numbers do not fit.</exception>
    public static NocTopology Create(string name, int latency = 1)
    {
        var match = Form().Match(name);
        if (!match.Success)
        {
            throw new NocException($"topology '{name}' is not known; one of: {Forms}");
        }

        if (latency < 1)
        {
            throw new NocException($"{name}: a link latency of {latency} is too short; it must be at least 1 cycle");
        }

        var sizes = match.Groups["size"].Value.Split('x').Select(s => Number(name, s)).ToArray();
        var c = match.Groups["c"] is { Success: true } nodes ? Number(name, nodes.Value) : (int?)null;
        var k = match.Groups["k"] is { Success: true } radix ? Number(name, radix.Value) : (int?)null;
        return Create(name, match.Groups["form"].Value, sizes, c, k, latency);
    }

    private static NocTopology Create(string name, string form, int[] sizes, int? c, int? k, int latency)
    {
        var isStaged = form is "fattree" or "fly";
        if ((k is not null && !isStaged) || (c is not null && form is not ("cmesh" or "flatfly")) || (sizes.Length > 1 && (isStaged || form == "ring")))
        {
            throw new NocException($"topology '{name}' has sizes that {form} does not have; one of: {Forms}");
        }

        Limit(name, sizes, c ?? 1);
        switch (form)
        {
            case "mesh":
                return CubeTopology.Create(name, sizes, false, 1, latency);
            case "torus" or "ring":
                return CubeTopology.Create(name, sizes, true, 1, latency);
            case "cmesh":
                var (grid, share) = Concentrated(name, sizes, c);
                return CubeTopology.Create(name, grid, false, share, latency);
            case "flatfly":
                var (rows, perRouter) = Concentrated(name, sizes, c);
                return FlattenedButterflyTopology.Create(name, rows, perRouter, latency);
            default:
                var (arity, levels) = Stages(name, sizes[0], k);
                return form == "fly" ? ButterflyTopology.Create(name, arity, levels, latency) : FatTreeTopology.Create(name, arity, levels, latency);
        }
    }

    // One number alone is the number of nodes: a square grid of routers with 4 nodes each.
    private static (int[] Grid, int Concentration) Concentrated(string name, int[] sizes, int? c)
    {
        const int Usual = 4;
        if (sizes.Length > 1)
        {
            return (sizes, c ?? Usual);
        }

        var concentration = c ?? Usual;
        var side = (int)Math.Round(Math.Sqrt((double)sizes[0] / concentration));
        return side > 0 && side * side * concentration == sizes[0]
            ? ([side, side], concentration)
            : throw new NocException($"{name}: {sizes[0]} nodes are not a square grid of routers with {concentration} nodes each; give the grid: {Forms}");
    }

    // Radix 4 where it fits, else the smallest that does.
    private static (int Arity, int Levels) Stages(string name, int nodes, int? arity)
    {
        int[] candidates = arity is { } given ? [given] : [4, 2, 3, .. Enumerable.Range(5, NocTopology.MostPorts)];
        foreach (var k in candidates)
        {
            if (k >= 2 && Levels(nodes, k) is { } levels)
            {
                return (k, levels);
            }
        }

        throw new NocException($"{name}: {nodes} nodes are not a power of {(arity is { } k2 ? k2 : "a radix from 2 on")}; give K so that N = K to the number of stages");
    }

    private static int? Levels(int nodes, int arity)
    {
        var levels = 0;
        while (nodes > 1 && nodes % arity == 0)
        {
            nodes /= arity;
            levels++;
        }

        return nodes == 1 && levels > 0 ? levels : null;
    }

    private static void Limit(string name, int[] sizes, int concentration)
    {
        var nodes = sizes.Aggregate((long)concentration, (product, k) => product * k);
        if (nodes is < 2 or > MostNodes)
        {
            throw new NocException($"{name}: {nodes} nodes; a network has from 2 to {MostNodes}");
        }
    }

    private static int Number(string name, string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostNodes
            ? number
            : throw new NocException($"topology '{name}': size {digits} must be from 1 to {MostNodes}");

    [GeneratedRegex(@"^(?<form>mesh|torus|ring|cmesh|fattree|flatfly|fly)(?<size>\d+(x\d+){0,5})(c(?<c>\d+))?(k(?<k>\d+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

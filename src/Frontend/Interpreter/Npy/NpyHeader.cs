using System.Globalization;
using System.Text.RegularExpressions;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Interpreter.Npy;

/// <summary>The header dictionary: type string, order, shape.</summary>
internal sealed record NpyHeader(string Descr, bool FortranOrder, long[] Shape)
{
    /// <summary>Reads {'descr': '&lt;f4', 'fortran_order': False, 'shape': (2, 3), }, keys in any order.</summary>
    /// <exception cref="CompileException">A key is missing or its value is not understood.</exception>
    public static NpyHeader Parse(string text, string file)
    {
        var descr = Regex.Match(text, @"['""]descr['""]\s*:\s*['""](?<value>[^'""]*)['""]");
        var order = Regex.Match(text, @"['""]fortran_order['""]\s*:\s*(?<value>True|False)");
        var shape = Regex.Match(text, @"['""]shape['""]\s*:\s*\((?<value>[^)]*)\)");
        if (Regex.IsMatch(text, @"['""]descr['""]\s*:\s*\["))
            throw new CompileException(NpyCodes.BadType, file, "records of several fields are not supported; save one array for each field");
        foreach (var (match, key) in new[] { (descr, "descr"), (order, "fortran_order"), (shape, "shape") })
            if (!match.Success) throw new CompileException(NpyCodes.BadHeader, file, $"the header has no valid '{key}': {text.Trim()}");
        return new NpyHeader(descr.Groups["value"].Value, order.Groups["value"].Value == "True", ShapeOf(shape.Groups["value"].Value, file));
    }

    private static long[] ShapeOf(string text, string file)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var shape = new long[parts.Length];
        for (var axis = 0; axis < parts.Length; axis++)
        {
            if (!long.TryParse(parts[axis].TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out shape[axis]))
                throw new CompileException(NpyCodes.BadHeader, file, $"shape ({text}): '{parts[axis]}' is not an extent of 0 or more");
        }

        return shape;
    }
}

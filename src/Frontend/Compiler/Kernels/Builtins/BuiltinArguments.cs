using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Kernels.Builtins;

/// <summary>
/// The values given for a builtin's parameters, checked against its list. Wrong ones are reported together and replaced by a value that
/// lets the builder go on.
/// </summary>
public sealed class BuiltinArguments
{
    public static readonly DiagnosticCode UnknownParameter = new("SIM1001", "unknown parameter");
    public static readonly DiagnosticCode MissingParameter = new("SIM1002", "missing parameter");
    public static readonly DiagnosticCode BadParameter = new("SIM1003", "bad parameter value");

    private readonly IBuiltin _builtin;
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _diagnostics;

    public BuiltinArguments(IBuiltin builtin, IEnumerable<KeyValuePair<string, string>> given, DiagnosticBag diagnostics)
    {
        (_builtin, _diagnostics) = (builtin, diagnostics);
        foreach (var (name, value) in given)
        {
            _values[name] = value;
            if (builtin.Parameters.Any(p => p.Name == name)) continue;
            var known = string.Join(", ", builtin.Parameters.Select(p => p.Name));
            diagnostics.Error(UnknownParameter, Where, $"'{name}' is not a parameter; it has {known}");
        }

        foreach (var parameter in builtin.Parameters)
            if (parameter.Default is null && !_values.ContainsKey(parameter.Name))
                diagnostics.Error(MissingParameter, Where, $"'{parameter.Name}' is missing ({parameter.Meaning}): -D {parameter.Name}=...");
    }

    private string Where => "builtin:" + _builtin.Name;

    /// <summary>The text given, or the default.</summary>
    public string Text(string name) =>
        _values.TryGetValue(name, out var value) ? value : _builtin.Parameters.First(p => p.Name == name).Default ?? "1";

    /// <summary>An extent: a constant of 1 or more, or a size known at run time (declared in the module).</summary>
    public IndexExpr Extent(string name, ModuleBuilder module)
    {
        var text = Text(name);
        return text.StartsWith('?') ? Open(name, text, name, module) : Integer(name, 1, long.MaxValue);
    }

    /// <summary>
    /// A list of extents such as 4x?x8, each a number, ? or ?NAME; unnamed sizes are called after the parameter and the axis: shape0.
    /// </summary>
    public IndexExpr[] Extents(string name, ModuleBuilder module)
    {
        var parts = Text(name).Split('x', StringSplitOptions.RemoveEmptyEntries);
        return [.. parts.Select((part, axis) => ExtentOf(name, part, axis, module))];
    }

    /// <summary>An integer in [min, max].</summary>
    public long Integer(string name, long min, long max)
    {
        if (long.TryParse(Text(name), out var value) && value >= min && value <= max) return value;
        if (_values.ContainsKey(name))
            _diagnostics.Error(BadParameter, Where, $"{name}={Text(name)} must be an integer from {min} to {max}");
        return min;
    }

    /// <summary>A list of integers such as 1x2, each in [min, max].</summary>
    public long[] Integers(string name, long min, long max)
    {
        var parts = Text(name).Split('x', StringSplitOptions.RemoveEmptyEntries);
        if (parts.All(p => long.TryParse(p, out var value) && value >= min && value <= max)) return [.. parts.Select(long.Parse)];
        _diagnostics.Error(BadParameter, Where, $"{name}={Text(name)} must be integers from {min} to {max} separated by x");
        return [min];
    }

    /// <summary>true or false.</summary>
    public bool Flag(string name)
    {
        if (bool.TryParse(Text(name), out var value)) return value;
        _diagnostics.Error(BadParameter, Where, $"{name}={Text(name)} must be true or false");
        return false;
    }

    /// <summary>One of the names given.</summary>
    public string Choice(string name, params string[] choices)
    {
        var text = Text(name);
        if (choices.Contains(text)) return text;
        _diagnostics.Error(BadParameter, Where, $"{name}={text} must be one of {string.Join(", ", choices)}");
        return choices[0];
    }

    /// <summary>An element type by name: f32, bf16, i8...</summary>
    public ElementType Type(string name)
    {
        if (ElementTypes.TryParse(Text(name), out var type)) return type;
        _diagnostics.Error(BadParameter, Where, $"{name}={Text(name)} must be one of {string.Join(", ", ElementTypes.Names)}");
        return ElementType.F32;
    }

    // ? (called after the parameter), ?NAME, ?dN or ?NAME:dN: a multiple of N.
    private IndexExpr Open(string name, string text, string own, ModuleBuilder module)
    {
        var rest = text[1..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        var (size, rule) = colon >= 0 ? (rest[..colon], rest[(colon + 1)..]) : IsDivisor(rest) ? ("", rest) : (rest, "");
        if (size.Length == 0) size = own;
        if (IsName(size) && rule.Length == 0) return module.Size(size);
        if (IsName(size) && IsDivisor(rule) && long.TryParse(rule[1..], out var divisor)) return module.Size(size, divisor, divisibleBy: divisor);
        _diagnostics.Error(BadParameter, Where, $"{name}={Text(name)}: '{text}' must be ?, ?NAME (letters, digits and _), ?d8 or ?NAME:d8 for a "
            + "multiple of 8; sizes are not computed with: give the result a name of its own");
        return 1;
    }

    private static bool IsDivisor(string text) =>
        text.Length > 1 && text[0] == 'd' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 && text.AsSpan(1).IndexOfAnyExcept('0') >= 0;

    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private IndexExpr ExtentOf(string name, string part, int axis, ModuleBuilder module)
    {
        if (part[0] == '?') return Open(name, part, $"{name}{axis}", module);
        if (long.TryParse(part, out var value) && value >= 1) return value;
        _diagnostics.Error(BadParameter, Where, $"{name}={Text(name)}: '{part}' must be an extent of 1 or more, ?, ?NAME or ?d8");
        return 1;
    }
}

using ActorSim.Cli.Errors;
using ActorSim.Hocon;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Configuration;

/// <summary>Configuration texts laid over each other: reference, system, options of the command line; the later wins.</summary>
public sealed class ConfigurationLayers
{
    private const string Root = "actorsim";
    private readonly HoconDocument _reference = Presets.Reference();
    private HoconDocument _merged;

    public ConfigurationLayers() => _merged = _reference;

    /// <summary>Lays a preset, or else a file, over what is there.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    /// <exception cref="HoconException">It is not HOCON.</exception>
    public void AddSystem(string nameOrFile)
    {
        if (Presets.System(nameOrFile) is { } preset)
        {
            Add(preset);
            return;
        }

        if (!File.Exists(nameOrFile))
        {
            throw UnknownSystem(nameOrFile);
        }

        Add(HoconDocument.ParseFile(nameOrFile));
    }

    /// <summary>Lays one value over what is there, as <c>path=value</c>; the path may leave out "actorsim.".</summary>
    /// <exception cref="InputException">It is not of this form.</exception>
    /// <exception cref="HoconException">Path or value is not HOCON.</exception>
    public void AddAssignment(string assignment)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new InputException($"--set {assignment}: expected path=value, for example --set core.spad=\"8 MiB\"");
        }

        AddValue(assignment[..equals].Trim(), assignment[(equals + 1)..], $"--set {assignment}");
    }

    /// <param name="path">Key; may leave out "actorsim.".</param>
    /// <param name="value">HOCON text.</param>
    /// <param name="option">Where it comes from, as on the command line, for messages: "--cores 4".</param>
    public void AddValue(string path, string value, string option)
    {
        var full = path.StartsWith(Root + ".", StringComparison.Ordinal) ? path : Root + "." + path;
        Add(HoconDocument.ParseString($"{full} = {value}", option));
    }

    /// <summary>All layers resolved, below "actorsim".</summary>
    /// <exception cref="HoconException">A key that the reference does not have, or a substitution that leads nowhere.</exception>
    public HoconObject Resolve()
    {
        var root = _merged.Root;
        root.RejectUnknownKeys([Root], "");
        var known = _reference.Root.GetObject(Root);
        var effective = root.GetObject(Root);
        RejectUnknown(effective, known, Root);
        return effective;
    }

    private void Add(HoconDocument document) => _merged = document.WithFallback(_merged);

    private static void RejectUnknown(HoconObject actual, HoconObject known, string where)
    {
        foreach (var field in actual.Fields)
        {
            if (!known.TryGetField(field.Key, out var declared))
            {
                actual.RejectUnknownKeys(known.Fields.Select(f => f.Key).ToArray(), where);
            }
            else if (declared.Value is HoconObject deeper)
            {
                RejectUnknown(HoconRead.Object(field.Value, $"{where}.{field.Key}"), deeper, $"{where}.{field.Key}");
            }
        }
    }

    private static InputException UnknownSystem(string name)
    {
        var looksLikeFile = name.EndsWith(".conf", StringComparison.Ordinal) || name.Contains('/', StringComparison.Ordinal);
        return new InputException(looksLikeFile
            ? $"--system {name}: there is no such file"
            : $"--system {name}: neither a preset nor a file; did you mean '{NearestKey.Of(name, Presets.Names)}'? "
                + $"Presets: {string.Join(", ", Presets.Names)}");
    }
}

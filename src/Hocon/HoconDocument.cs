using ActorSim.Hocon.Parsing;
using ActorSim.Hocon.Resolving;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Hocon;

/// <summary>
/// A parsed text, its substitutions still open so that a document over another can refer to what the other defines;
/// <see cref="Root"/> resolves them.
/// </summary>
public sealed class HoconDocument
{
    private readonly RawObject _raw;
    private readonly Func<string, string?> _environment;
    private HoconObject? _root;

    private HoconDocument(RawObject raw, Func<string, string?> environment)
    {
        _raw = raw;
        _environment = environment;
    }

    /// <summary>The resolved tree.</summary>
    /// <exception cref="HoconException">A substitution leads nowhere or in a circle, or values of different kinds are
    /// concatenated.</exception>
    public HoconObject Root => _root ??= new Resolver(_raw, _environment).Run();

    /// <summary>Reads a file; its includes are relative to it.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="environment">Where a substitution looks when no key has its path; null for the process's variables.</param>
    /// <exception cref="HoconException">The file cannot be read, is not HOCON, or includes itself.</exception>
    public static HoconDocument ParseFile(string path, Func<string, string?>? environment = null)
    {
        var full = Path.GetFullPath(path);
        var raw = new FileLoader().Load(full, path, new HoconOrigin(path, 0, 0), IncludeScope.Outermost);
        return new HoconDocument(raw, environment ?? Environment.GetEnvironmentVariable);
    }

    /// <summary>Parses a text; its includes are relative to the current directory.</summary>
    /// <param name="text">The text.</param>
    /// <param name="originName">What error messages call it.</param>
    /// <param name="environment">As for <see cref="ParseFile"/>.</param>
    /// <exception cref="HoconException">It is not HOCON.</exception>
    public static HoconDocument ParseString(string text, string originName, Func<string, string?>? environment = null)
    {
        var cursor = new Cursor(text, originName);
        var raw = new Parser(cursor, new FileLoader(), Directory.GetCurrentDirectory(), IncludeScope.Outermost).Document();
        return new HoconDocument(raw, environment ?? Environment.GetEnvironmentVariable);
    }

    /// <summary>This document over <paramref name="fallback"/>, before substitutions are resolved.</summary>
    public HoconDocument WithFallback(HoconDocument fallback) => new(RawObject.Merge(fallback._raw, _raw), _environment);
}

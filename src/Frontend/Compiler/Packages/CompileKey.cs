using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>
/// What is baked into a package, and nothing else: named fields in order of name. Two compiles of equal keys give the same package. An
/// extent that is known only at run time has no value here, just what was assumed of it ("?": nothing, "?d8": a multiple of 8).
/// </summary>
public sealed record CompileKey(ImmutableArray<KeyValuePair<string, string>> Fields)
{
    /// <summary>Sorts the fields; names must differ.</summary>
    public static CompileKey Of(IEnumerable<KeyValuePair<string, string>> fields) =>
        new([.. fields.OrderBy(f => f.Key, StringComparer.Ordinal)]);

    /// <summary>SHA-256 of the fields, 64 hexadecimal digits.</summary>
    public string Hash
    {
        get
        {
            var text = new StringBuilder();
            foreach (var (name, value) in Fields) text.Append(name).Append('\0').Append(value).Append('\0');
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }

    /// <summary>Fields that differ, with both values ("(none)" where one key has no such field).</summary>
    public IReadOnlyList<(string Field, string Mine, string Other)> Differences(CompileKey other)
    {
        var mine = Fields.ToDictionary(f => f.Key, f => f.Value);
        var others = other.Fields.ToDictionary(f => f.Key, f => f.Value);
        return [.. mine.Keys.Union(others.Keys).Order(StringComparer.Ordinal)
            .Select(name => (name, mine.GetValueOrDefault(name, "(none)"), others.GetValueOrDefault(name, "(none)")))
            .Where(d => d.Item2 != d.Item3)];
    }

    public bool Equals(CompileKey? other) => other is not null && Fields.SequenceEqual(other.Fields);

    public override int GetHashCode() => Fields.Length;
}

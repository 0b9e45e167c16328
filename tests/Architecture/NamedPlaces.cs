using System.Text.RegularExpressions;
using ActorSim.Tests.Oracle;

namespace ActorSim.Tests.Architecture;

/// <summary>What a page of documentation names: files, and types and members in them.</summary>
internal static class NamedPlaces
{
    private static readonly Regex Quoted = new("`([^`]+)`", RegexOptions.CultureInvariant);

    public static string Page(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    /// <summary>The sections under headings of one level, by heading.</summary>
    public static IEnumerable<(string Heading, string Text)> Sections(string page, string marker) =>
        Regex.Split(page, $"^{marker} ", RegexOptions.Multiline).Skip(1).Select(s => s.Split('\n', 2)).Select(s => (s[0].Trim(), s[1]));

    /// <summary>What stands between backticks.</summary>
    public static IEnumerable<string> Quotes(string text) => Quoted.Matches(text).Select(m => m.Groups[1].Value);

    /// <summary>Files and folders of the repository among these.</summary>
    public static IEnumerable<string> Paths(string text) =>
        Quotes(text).Where(q => Regex.IsMatch(q, "^(src|tests|docs|hocon|samples|tools)/[A-Za-z0-9._/-]+$"));

    public static bool Exists(string path) => Path.Combine(Repository.Root, path) is var full && (File.Exists(full) || Directory.Exists(full));

    /// <summary>Why a file does not declare a type ("DmaUnit") or a member of it ("DmaUnit.Begin"); null: it does.</summary>
    public static string? Missing(string file, string place)
    {
        if (!File.Exists(Path.Combine(Repository.Root, file)))
        {
            return $"there is no file {file}";
        }

        var source = File.ReadAllText(Path.Combine(Repository.Root, file));
        var (type, member) = place.Split('.') is [var t, var m] ? (t, m) : (place, null);
        if (!Regex.IsMatch(source, $@"\b(class|record|struct|interface|enum) {Regex.Escape(type)}\b"))
        {
            return $"{file} declares no type {type}";
        }

        // A declaration begins its line with a modifier and has a type before the name, or is a parameter of a record.
        return member is null || Regex.IsMatch(source, $@"^\s*(public|private|protected|internal)\b[^=;\n]*[\w>\]?)] {Regex.Escape(member)}\b\s*(<\w+>)?\s*(\(|\{{|=>|;|=|$)", RegexOptions.Multiline)
            ? null : $"{file} declares no {member} in {type}";
    }
}

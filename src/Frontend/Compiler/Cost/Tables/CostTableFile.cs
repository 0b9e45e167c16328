using System.Text;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Frontend.Compiler.Cost.Tables;

/// <summary>Cost tables as files: JSON, or tab-separated text. Reading looks at the first character, writing at the file's name.</summary>
public static class CostTableFile
{
    /// <exception cref="CostTableException">The file cannot be read or is malformed.</exception>
    public static CostTable Read(string path)
    {
        try
        {
            return Parse(path, InputFile.ReadText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CostTableException(path, 0, $"cannot read: {IoReason.Of(e)}", e);
        }
    }

    /// <summary>As <see cref="Read"/>, from text; <paramref name="source"/> is named in messages.</summary>
    /// <exception cref="CostTableException">The text is malformed.</exception>
    public static CostTable Parse(string source, string text) =>
        text.AsSpan().TrimStart() is ['{', ..] ? CostTableJson.Parse(source, text) : CostTableTsv.Parse(source, text);

    /// <summary>Writes JSON if the name ends in .json, tab-separated text otherwise. The file appears whole or not at all.</summary>
    /// <exception cref="CostTableException">The file cannot be written.</exception>
    public static void Write(string path, CostTable table)
    {
        string text = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? CostTableJson.Format(table) : CostTableTsv.Format(table);
        try
        {
            using var file = new AtomicFile(path);
            file.Stream.Write(Encoding.UTF8.GetBytes(text));
            file.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CostTableException(path, 0, $"cannot write: {e.Message}", e);
        }
    }
}

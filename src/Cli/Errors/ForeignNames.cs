using System.Text;

namespace ActorSim.Cli.Errors;

/// <summary>
/// Names that are not UTF-8, which Linux allows and .NET cannot give: it would look for, or write, a file of another name. They are refused
/// before anything is opened.
/// </summary>
internal static class ForeignNames
{
    private const char Replacement = '\uFFFD';
    private const string CommandLine = "/proc/self/cmdline";

    /// <summary>What is wrong with the arguments of this process or its working folder; null if nothing is.</summary>
    /// <param name="args">As .NET decoded them.</param>
    public static string? Problem(string[] args)
    {
        if (Array.Exists(args, a => a.Contains(Replacement)) && FindArgument(args.Length) is { } argument)
        {
            return $"argument '{argument}' is not UTF-8; rename what it names, or choose another name";
        }

        return FolderProblem();
    }

    /// <summary>Text of bytes, those that are not UTF-8 as \xff.</summary>
    public static string Escaped(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var b in bytes[..consumed])
                {
                    text.Append("\\x").Append(Convert.ToHexStringLower([b]));
                }
            }

            bytes = bytes[consumed..];
        }

        return text.ToString();
    }

    private static string? FolderProblem()
    {
        try
        {
            var folder = Environment.CurrentDirectory;
            return folder.Contains(Replacement) && !Directory.Exists(folder)
                ? $"the working folder '{folder}' has a name that is not UTF-8; rename it, or work in another folder"
                : null;
        }
        catch (IOException)
        {
            return "the working folder does not exist any more; work in another folder";
        }
    }

    // The replacement character itself is a name like any other; only the bytes tell. The last of them are the arguments.
    private static string? FindArgument(int count)
    {
        if (!File.Exists(CommandLine))
        {
            return null;
        }

        var raw = File.ReadAllBytes(CommandLine);
        var ends = new List<int>();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == 0)
            {
                ends.Add(i);
            }
        }

        for (var n = Math.Max(1, ends.Count - count); n < ends.Count; n++)
        {
            var argument = raw.AsSpan(ends[n - 1] + 1, ends[n] - ends[n - 1] - 1);
            if (!System.Text.Unicode.Utf8.IsValid(argument))
            {
                return Escaped(argument);
            }
        }

        return null;
    }
}

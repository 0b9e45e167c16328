using System.Text;
using Spectre.Console;

namespace ActorSim.Cli.Output;

/// <summary>A file or a pipe as Spectre.Console's output. It asks no terminal for its size, which costs more than a small table does.</summary>
internal sealed class PlainOutput(TextWriter writer, int width = PlainOutput.Unlimited) : IAnsiConsoleOutput
{
    /// <summary>More columns than any table of ours has.</summary>
    public const int Unlimited = 240;

    public TextWriter Writer { get; } = writer;

    public bool IsTerminal => false;

    /// <summary>Columns.</summary>
    public int Width => width;

    /// <summary>Lines; any number would do, as nothing scrolls.</summary>
    public int Height => 80;

    /// <summary>Does nothing: the writer was made with its encoding.</summary>
    public void SetEncoding(Encoding encoding)
    {
    }
}
